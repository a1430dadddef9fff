package org.messageroaming.offline.inbox.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashSet;
import java.util.List;
import org.messageroaming.edge.RequiredField;
import org.messageroaming.model.InvalidValueException;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.InboxService;
import org.messageroaming.offline.inbox.Recall;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Deliveries")
class RecallController {
    private static final int MAX_RECALLS = 100;
    private static final int MAX_RECIPIENTS = 1000;

    private final InboxService inboxes;

    RecallController(InboxService inboxes) {
        this.inboxes = inboxes;
    }

    @PostMapping("/v1/recalls")
    @Operation(
            summary = "Take recalled messages' contents out of waiting entries (service)",
            description =
                    "The entry of the message gets the given message, which has no content; entries of its edits lose their"
                            + " content. All keep their place, so that cursors stay valid. Repeating it changes nothing.")
    Scrubbed scrub(@RequestBody RecallRequest request) {
        return new Scrubbed(inboxes.scrub(request.recalls().stream()
                .map(item -> new Recall(item.recipients(), item.message()))
                .toList()));
    }

    /** In how many inboxes something was changed, counted per recall. */
    record Scrubbed(long scrubbed) {}

    /** The body. */
    record RecallRequest(List<Item> recalls) {
        RecallRequest {
            recalls = List.copyOf(RequiredField.require("recalls", recalls));
            if (recalls.isEmpty() || recalls.size() > MAX_RECALLS) {
                throw new InvalidValueException("recalls", "must have from 1 to " + MAX_RECALLS + " items");
            }
        }
    }

    /** One message and whose inboxes may hold it. */
    record Item(List<UserId> recipients, Message message) {
        Item {
            recipients = List.copyOf(RequiredField.require("recipients", recipients));
            RequiredField.require("message", message);
            if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
                throw new InvalidValueException("recipients", "must have from 1 to " + MAX_RECIPIENTS + " items");
            }
            if (new LinkedHashSet<>(recipients).size() != recipients.size()) {
                throw new InvalidValueException("recipients", "must not name a user twice");
            }
            RequiredField.require("conversationId", message.conversationId());
            RequiredField.require("seq", message.seq());
            RequiredField.require("sentAt", message.sentAt());
            RequiredField.require("recalledAt", message.recalledAt());
            if (message.content() != null) {
                throw new InvalidValueException("content", "must be null once recalled");
            }
        }
    }
}
