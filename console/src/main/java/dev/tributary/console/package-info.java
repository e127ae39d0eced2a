/// The operator's page: [dev.tributary.console.Console] serves what
/// [dev.tributary.console.pages.Watched] shows and steers. `web` answers requests, `pages` says
/// what is answered.
@NullMarked
package dev.tributary.console;

import org.jspecify.annotations.NullMarked;
