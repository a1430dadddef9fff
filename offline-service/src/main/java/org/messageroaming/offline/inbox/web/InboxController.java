package org.messageroaming.offline.inbox.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.QueryNumbers;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RequestRejectedException;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxService;
import org.messageroaming.offline.inbox.InboxStart;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Inbox")
class InboxController {
    private static final int MAX_LIMIT = 1000;
    private static final String DEFAULT_LIMIT = "100";
    private static final int MAX_WAIT_SECONDS = 30;
    private static final String LATEST = "latest";

    private final InboxService inboxes;
    private final LongPolls polls;

    InboxController(InboxService inboxes, LongPolls polls) {
        this.inboxes = inboxes;
        this.polls = polls;
    }

    /** The response is named so that Spring leaves a request alone that waits. */
    @GetMapping("/v1/users/{userId}/inbox")
    @Operation(
            summary = "What the user's devices have missed since a cursor (self, service)",
            description =
                    "after=latest gives no entries, only the newest one's cursor. device reads on from the device's remembered"
                            + " cursor; one that is not remembered begins with the oldest entry and is told RESET. wait holds an"
                            + " answer that would be empty until something arrives; white space may come before it. Large entries"
                            + " end a page before the limit does: go on with the cursor while hasMore is true.")
    @Nullable
    ResponseEntity<byte[]> pull(
            @Parameter(hidden = true) Caller caller,
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable DeviceId device,
            @RequestParam(defaultValue = DEFAULT_LIMIT) String limit,
            @RequestParam(defaultValue = "0") String wait,
            HttpServletRequest request,
            HttpServletResponse response) {
        UserId user = caller.naming(userId);
        int count = QueryNumbers.between("limit", limit, 1, MAX_LIMIT);
        int seconds = QueryNumbers.between("wait", wait, 0, MAX_WAIT_SECONDS);
        if (after != null && device != null) {
            throw RequestRejectedException.invalid("Of after and device only one may be given");
        }
        Supplier<InboxPage> pull = pull(user, after, device, count);
        boolean waits = seconds > 0 && !LATEST.equals(after);
        InboxPage page = waits ? polls.pull(user, pull, count, Duration.ofSeconds(seconds), request) : pull.get();
        return page == null
                ? null
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(PageBody.of(page, user));
    }

    @DeleteMapping("/v1/users/{userId}/inbox")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Remove a user's inbox and what is remembered of its devices (service)",
            description =
                    "The last step of an erasure; history-service does it. What is delivered later begins a new inbox.")
    void erase(@PathVariable UserId userId) {
        inboxes.erase(userId);
    }

    private Supplier<InboxPage> pull(UserId user, @Nullable String after, @Nullable DeviceId device, int limit) {
        if (device != null) {
            return () -> inboxes.pull(user, device, limit);
        }
        InboxStart start = start(after, user);
        return () -> inboxes.pull(user, start, limit);
    }

    private static InboxStart start(@Nullable String after, UserId user) {
        if (after == null) {
            return new InboxStart.Oldest();
        }
        return after.equals(LATEST) ? new InboxStart.Latest() : new InboxStart.After(InboxCursor.decode(after, user));
    }
}
