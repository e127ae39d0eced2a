/// What is checked of every canonical document, and how serious a violation is.
///
/// [Rules] is the way in: [Rules#all] lists every rule with its default severity and its source,
/// [Rules#check] checks a document, [Rules#checkFiles] the files that came with it, and
/// [Rules#adjust] weighs what was found elsewhere. [Severities] holds a provider's own choice.
///
/// The rules themselves stand in nine files, each a list at the top and one small method per rule
/// below it: `MessageRules`, `IdentifierRules`, `MetadataRules`, `ItemRules`, `AssetRules`, and for
/// deals `DealRules`, `PriceRules`, `PeriodRules` and `TerritoryRules`. To add a rule, add an entry
/// to a list and its method below. `RaisedRules` lists those that something else raises: the
/// reading of files and messages, the mappings, the unpacking, the catalogue. A test finds the
/// codes that are raised and not listed.
///
/// Which severity a rule has by default follows one principle: an error is what breaks identity,
/// references or well-formedness, since such content cannot be loaded without guessing. All else is
/// loaded with a warning, and what is only worth knowing is information.
@NullMarked
package dev.tributary.ingestion.rules;

import org.jspecify.annotations.NullMarked;
