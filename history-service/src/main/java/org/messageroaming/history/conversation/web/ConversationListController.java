package org.messageroaming.history.conversation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.QueryNumbers;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.conversation.ConversationList;
import org.messageroaming.history.conversation.ConversationListPage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Conversations")
class ConversationListController {
    private static final int MAX_LIMIT = 200;
    private static final String DEFAULT_LIMIT = "50";

    private final ConversationList list;

    ConversationListController(ConversationList list) {
        this.list = list;
    }

    @GetMapping("/v1/users/{userId}/conversations")
    @Operation(
            summary = "A user's conversations, most recently active first (self, service)",
            description =
                    "Those that the user left are among them, with leftAt. The order is that of the list's first page, so"
                            + " that each one is given exactly once; a list can be paged through for an hour. Where last messages are large a page"
                            + " is shorter than limit and has a nextCursor.")
    ConversationListPage page(
            @Parameter(hidden = true) Caller caller,
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = DEFAULT_LIMIT) String limit) {
        return list.page(caller.naming(userId), cursor, QueryNumbers.between("limit", limit, 1, MAX_LIMIT));
    }
}
