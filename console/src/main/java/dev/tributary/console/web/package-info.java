/// What any page needs of a server: [dev.tributary.console.web.Server] answers requests by
/// [dev.tributary.console.web.Routes], after its guards: the host that was asked for, who asks,
/// what they may do, and whether the request came from a page of ours.
/// [dev.tributary.console.web.Html] escapes. It knows nothing of what the pages show.
@NullMarked
package dev.tributary.console.web;

import org.jspecify.annotations.NullMarked;
