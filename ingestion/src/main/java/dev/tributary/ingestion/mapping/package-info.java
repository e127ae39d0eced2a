/// From a provider's bytes to the canonical document.
///
/// 1. [Identification] reads the first few kilobytes: what is it, in which version, from whom?
/// 2. [Mappings] finds the [Provider] and the [Mapping] for it: the provider's own stylesheet, or
///    the base one of the format.
/// 3. [Mapping#map] reads the message within [Limits] and yields the document. A
///    [StylesheetMapping] does so in XSLT 3.0, from XML or JSON; whatever XSLT cannot do is a Java
///    class with the same contract, or a function that the stylesheet calls.
///
/// Before all that a provider's [Prewash] may mend what nobody could read.
///
/// Two exceptions tell whose fault a failure is: [MappingException] the provider's,
/// [StylesheetException] the mapping's.
///
/// The base stylesheets are resources beside this package. A provider's stylesheet imports one as
/// `tributary:ern-4.xsl` and overrides the templates and functions in which the provider differs;
/// their comments say which are meant for that. Apart from these packaged ones, a stylesheet reads
/// nothing outside its own folder. Unprefixed names in its patterns and paths match by local name,
/// whatever the namespace; `t:path` and `t:line` tell where a node stands in the provider's file.
@NullMarked
package dev.tributary.ingestion.mapping;

import org.jspecify.annotations.NullMarked;
