package org.messageroaming.history.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a user's conversations.
 *
 * @param conversations fewer than asked for also where last messages are large; most recently active first, as of the list's first page; each as it is now
 * @param nextCursor where the next page goes on; null when there is none
 */
public record ConversationListPage(
        List<ConversationSummary> conversations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {
    /** Copies the list. */
    public ConversationListPage {
        conversations = List.copyOf(conversations);
    }
}
