package org.messageroaming.offline.inbox.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.Caller;
import org.messageroaming.edge.QueryNumbers;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxCursor;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxService;
import org.messageroaming.offline.inbox.InboxStart;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Inbox")
class InboxController {
    private static final int MAX_LIMIT = 1000;
    private static final String DEFAULT_LIMIT = "100";
    private static final String LATEST = "latest";

    private final InboxService inboxes;

    InboxController(InboxService inboxes) {
        this.inboxes = inboxes;
    }

    @GetMapping("/v1/users/{userId}/inbox")
    @Operation(summary = "What the user's devices have missed since a cursor (self, service)")
    ResponseEntity<byte[]> pull(
            @Parameter(hidden = true) Caller caller,
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = DEFAULT_LIMIT) String limit) {
        UserId user = caller.naming(userId);
        int count = QueryNumbers.between("limit", limit, 1, MAX_LIMIT);
        InboxPage page = inboxes.pull(user, start(after, user), count);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body(page, user));
    }

    private static InboxStart start(@Nullable String after, UserId user) {
        if (after == null) {
            return new InboxStart.Oldest();
        }
        return after.equals(LATEST) ? new InboxStart.Latest() : new InboxStart.After(InboxCursor.decode(after, user));
    }

    /** Stored bytes go into the answer as they are. */
    private static byte[] body(InboxPage page, UserId user) {
        List<byte[]> entries = page.entries();
        int size = entries.stream().mapToInt(entry -> entry.length + 1).sum();
        ByteArrayOutputStream body = new ByteArrayOutputStream(size + 300);
        body.writeBytes(ascii("{\"entries\":["));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(entries.get(i));
        }
        String gap = page.gap() == null ? "null" : "\"" + page.gap() + "\"";
        body.writeBytes(ascii("],\"cursor\":\"" + page.cursor().encode(user) + "\",\"hasMore\":" + page.hasMore()
                + ",\"gap\":" + gap + "}"));
        return body.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
