/// What there is to see and to do, a class for each subject. Each page is one record of data, shown
/// as HTML or sent as JSON.
@NullMarked
package dev.tributary.console.pages;

import org.jspecify.annotations.NullMarked;
