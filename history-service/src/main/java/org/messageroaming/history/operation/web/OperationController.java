package org.messageroaming.history.operation.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.QueryNumbers;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.access.ConversationAccess;
import org.messageroaming.history.operation.ChangeFeed;
import org.messageroaming.history.operation.ChangePage;
import org.messageroaming.history.operation.OperationOutcome;
import org.messageroaming.history.operation.OperationService;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Operation;
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
@RequestMapping("/v1/conversations/{conversationId}")
@Tag(name = "Operations")
class OperationController {
    private static final int MAX_LIMIT = 200;
    private static final String DEFAULT_LIMIT = "50";
    private static final String LATEST = "latest";

    private final OperationService operations;
    private final ChangeFeed feed;
    private final ConversationAccess access;

    OperationController(OperationService operations, ChangeFeed feed, ConversationAccess access) {
        this.operations = operations;
        this.feed = feed;
        this.access = access;
    }

    /** A user's instruction is checked for belonging first, so that nothing else of it is answered to a stranger. */
    @PostMapping("/operations")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Recall or edit (the sender, service), delete, clear or read (member); a retry answers 200",
            description =
                    "A RECALL is answered when the content is gone from history and from every inbox. While inboxes"
                            + " cannot be reached it is in force in history and answered 503; repeat it with the same operationId.")
    ResponseEntity<Operation> apply(
            @Parameter(hidden = true) Caller caller,
            @PathVariable ConversationId conversationId,
            @RequestBody Instruction instruction) {
        access.belonging(caller, conversationId);
        OperationOutcome outcome = operations.apply(conversationId, caller.subject(), caller.isService(), instruction);
        return ResponseEntity.status(outcome.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(outcome.operation());
    }

    @GetMapping("/changes")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Operations since a cursor that touch what the caller can see (member, service)",
            description =
                    "Without after: from the first one. after=latest: none, only the cursor of the newest; fetch it before"
                            + " the first page of messages. Of the caller's READs and CLEARs only the last one is told. An EDIT has"
                            + " the content that the message has now, null when it was recalled since. Where contents are large a page is"
                            + " shorter than limit while hasMore is true.")
    ChangePage changes(
            @Parameter(hidden = true) Caller caller,
            @PathVariable ConversationId conversationId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = DEFAULT_LIMIT) String limit) {
        int count = QueryNumbers.between("limit", limit, 1, MAX_LIMIT);
        return caller.isService()
                ? feed.ofService(access.current(caller, conversationId), start(after), count)
                : feed.ofMember(access.currentMember(caller, conversationId), start(after), count);
    }

    private static ChangeFeed.Start start(@Nullable String after) {
        if (after == null) {
            return new ChangeFeed.Start.Beginning();
        }
        return after.equals(LATEST) ? new ChangeFeed.Start.Latest() : new ChangeFeed.Start.After(after);
    }
}
