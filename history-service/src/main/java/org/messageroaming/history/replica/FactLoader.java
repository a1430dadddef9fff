package org.messageroaming.history.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;

/** Reads what a command needs to know, all at once and without holding a thread. */
final class FactLoader {
    private final ReadTables tables;

    FactLoader(ReadTables tables) {
        this.tables = tables;
    }

    /**
     * Loads a command's facts.
     *
     * @param reflects up to which position the tables are complete now, before anything is read
     * @param cached the conversation if it is known already
     */
    CompletionStage<Loaded> load(Command<?> command, long reflects, @Nullable Conversation cached) {
        ConversationId id = command.conversationId();
        Facts facts = command.facts();
        CompletionStage<Optional<Conversation>> conversation =
                cached != null ? CompletableFuture.completedStage(Optional.of(cached)) : tables.conversation(id);
        CompletionStage<Map<RetryKey, Appended>> appended = appended(facts.retryKeys());
        CompletionStage<Map<UserId, Membership>> formers = formers(id, List.copyOf(facts.formerMembers()));
        return conversation.thenCompose(found -> count(found, facts)
                .thenCombine(appended, (count, keys) -> new Loaded(reflects, found.orElse(null), keys, Map.of(), count))
                .thenCombine(
                        formers,
                        (loaded, left) -> new Loaded(
                                reflects, loaded.conversation(), loaded.appended(), left, loaded.countBefore())));
    }

    private CompletionStage<Long> count(Optional<Conversation> conversation, Facts facts) {
        if (conversation.isEmpty() || facts.countBefore() == null) {
            return CompletableFuture.completedStage(0L);
        }
        return tables.countBefore(conversation.get().id(), conversation.get().lastSeq(), facts.countBefore());
    }

    private CompletionStage<Map<RetryKey, Appended>> appended(List<RetryKey> keys) {
        if (keys.isEmpty()) {
            return CompletableFuture.completedStage(Map.of());
        }
        return tables.appended(keys).thenApply(found -> {
            Map<RetryKey, Appended> known = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                RetryKey key = keys.get(i);
                found.get(i).ifPresent(appended -> known.put(key, appended));
            }
            return known;
        });
    }

    private CompletionStage<Map<UserId, Membership>> formers(ConversationId id, List<UserId> users) {
        List<CompletableFuture<Optional<Membership>>> reads = new ArrayList<>();
        users.forEach(user -> reads.add(tables.formerMembership(id, user).toCompletableFuture()));
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Map<UserId, Membership> known = new HashMap<>();
            reads.forEach(read -> read.join().ifPresent(membership -> known.put(membership.userId(), membership)));
            return known;
        });
    }
}
