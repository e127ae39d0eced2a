/// The database of an application: durable, one writer, many readers.
///
/// [dev.tributary.database.DatabasePlugin] opens one in the folder of the settings;
/// docs/database.md shows how. A [dev.tributary.database.Database] runs works on
/// [org.jdbi.v3.core.Handle]s: works that write are put together into durable transactions by one
/// thread ([dev.tributary.database.Writer]), works that only read run beside it and see what was
/// committed. A [dev.tributary.database.DatabaseReader] alone is all that a command that only reads
/// needs. [dev.tributary.database.Effects] makes what a callback writes happen once, however often
/// its message is delivered.
///
/// A [dev.tributary.database.Schema] is tables and the migrations that lead to them; what Flyway
/// does with these stands in [dev.tributary.database.Migrations]. Modules name their databases by
/// [dev.tributary.database.DatabaseDefinitions], so that `tributary db`
/// ([dev.tributary.database.StatusCommand], [dev.tributary.database.MigrateCommand]) and the health
/// checks ([dev.tributary.database.DatabaseHealth]) know them.
///
/// What differs between SQLite and PostgreSQL stands in their kinds of
/// [dev.tributary.database.Storage]; all else is SQL that both know.
@NullMarked
package dev.tributary.database;

import org.jspecify.annotations.NullMarked;
