package org.messageroaming.history.message.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.QueryNumbers;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.access.ConversationAccess;
import org.messageroaming.history.message.AppendOutcome;
import org.messageroaming.history.message.MessageDraft;
import org.messageroaming.history.message.MessageService;
import org.messageroaming.history.message.Page;
import org.messageroaming.history.message.PageAnchor;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.RequestRejectedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/conversations/{conversationId}/messages")
@Tag(name = "Messages")
class MessageController {
    private static final int MAX_LIMIT = 200;
    private static final String DEFAULT_LIMIT = "50";

    private final MessageService messages;
    private final ConversationAccess access;

    MessageController(MessageService messages, ConversationAccess access) {
        this.messages = messages;
        this.access = access;
    }

    @PostMapping
    @Operation(summary = "Append a message (member, service); a retry answers 200 with the same message")
    ResponseEntity<Message> append(
            @Parameter(hidden = true) Caller caller,
            @PathVariable ConversationId conversationId,
            @RequestBody AppendRequest request) {
        MessageDraft draft = request.draft(sender(caller, request));
        AppendOutcome.Placed placed =
                access.belonging(caller, conversationId, () -> messages.append(conversationId, draft));
        return ResponseEntity.status(placed.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(placed.message());
    }

    private static UserId sender(Caller caller, AppendRequest request) {
        UserId sender = request.sender();
        if (caller.isService()) {
            if (sender == null) {
                throw RequestRejectedException.invalid("sender is required from a service");
            }
            return sender;
        }
        if (sender != null && !sender.equals(caller.subject())) {
            throw RequestRejectedException.invalid("sender must be left out or be your own userId");
        }
        if (request.sentAt() != null) {
            throw RequestRejectedException.invalid("sentAt is for services only");
        }
        return caller.subject();
    }

    @GetMapping
    @Operation(
            summary = "A page of messages, ascending (member, former member, service)",
            description =
                    "Shorter than limit at the ends, at a wide gap in what the caller may see, and where contents are"
                            + " large: hasOlder and hasNewer tell whether there is more.")
    Page page(
            @Parameter(hidden = true) Caller caller,
            @PathVariable ConversationId conversationId,
            @RequestParam(required = false) @Nullable Sequence before,
            @RequestParam(required = false) @Nullable Sequence after,
            @RequestParam(required = false) @Nullable Sequence around,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam(defaultValue = DEFAULT_LIMIT) String limit) {
        PageAnchor anchor = anchor(before, after, around, at);
        int count = QueryNumbers.between("limit", limit, 1, MAX_LIMIT);
        return messages.page(access.reader(caller, conversationId), anchor, count);
    }

    private static PageAnchor anchor(
            @Nullable Sequence before, @Nullable Sequence after, @Nullable Sequence around, @Nullable Instant at) {
        if (Stream.of(before != null, after != null, around != null, at != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw RequestRejectedException.invalid("Of before, after, around and at only one may be given");
        }
        if (before != null) {
            return new PageAnchor.Before(before);
        }
        if (after != null) {
            return new PageAnchor.After(after);
        }
        if (around != null) {
            return new PageAnchor.Around(around);
        }
        return at != null ? new PageAnchor.At(at) : new PageAnchor.Newest();
    }
}
