/// Others that are asked by HTTP: within their limits, once for each answer, and patiently.
///
/// [ThirdParty] is one of them, as an application asks it: its [Rate] is kept by all processes
/// together (`Slots`), answers are kept (`KeptAnswers`), a [dev.tributary.Snooze] or an
/// [dev.tributary.UnavailableException] says that it has to wait (`Circuit`), and only the hosts
/// that were named are talked to (`Hosts`). [Steps] keeps what parts of a callback came to, and
/// [Polling] waits for what takes others hours.
@NullMarked
package dev.tributary.thirdparty;

import org.jspecify.annotations.NullMarked;
