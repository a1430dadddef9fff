package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.messageroaming.history.replica.Appended;
import org.messageroaming.history.replica.Applied;
import org.messageroaming.history.replica.Departure;
import org.messageroaming.history.replica.OperationKey;
import org.messageroaming.history.replica.Outcome;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.RetryKey;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Event;
import org.messageroaming.history.state.Membership;
import org.messageroaming.history.state.SeqRange;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.Operation;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

/**
 * Writes the read tables. Everything that a conversation row promises by a count or a last sequence is written first, at a quorum;
 * the row itself only when that is safe: whoever sees it can read what it promises.
 */
final class CassandraReadTables implements ReadTables {
    private final CqlSession session;
    private final Timeline timeline;
    private final HiddenMessages hidden;
    private final ChangeLog changes;
    private final CassandraConversations conversations;
    private final ConversationWriter writer;
    private final RetryRows retries;

    CassandraReadTables(
            CqlSession session,
            Timeline timeline,
            HiddenMessages hidden,
            ChangeLog changes,
            CassandraConversations conversations,
            ConversationWriter writer,
            RetryRows retries) {
        this.session = session;
        this.timeline = timeline;
        this.hidden = hidden;
        this.changes = changes;
        this.conversations = conversations;
        this.writer = writer;
        this.retries = retries;
    }

    @Override
    public CompletionStage<Void> apply(List<Outcome> outcomes) {
        return all(outcomes.stream().flatMap(this::contents).toList())
                .thenCompose(written -> executeAll(outcomes.stream()
                        .flatMap(outcome -> outcome.conversations().stream()
                                .flatMap(touched -> writer.members(outcome.position(), touched)))))
                .thenCompose(written -> executeAll(writer.conversations(outcomes)));
    }

    private Stream<CompletionStage<?>> contents(Outcome outcome) {
        long entry = outcome.position();
        List<CompletionStage<?>> written = new ArrayList<>();
        written.add(timeline.write(entry, outcome.messages()));
        outcome.appended().forEach(event -> written.add(session.executeAsync(retries.insert(entry, event))));
        outcome.operations().forEach(event -> {
            written.add(session.executeAsync(retries.insert(entry, event)));
            written.add(log(entry, event));
        });
        outcome.erasures()
                .forEach(event ->
                        written.add(changes.write(new ChangeLog.Change(event.number(), event.operation(), entry))));
        outcome.conversations()
                .forEach(touched -> writer.before(entry, touched)
                        .forEach(statement -> written.add(session.executeAsync(statement))));
        return written.stream();
    }

    private CompletionStage<Void> executeAll(Stream<? extends Statement<?>> statements) {
        return all(statements.<CompletionStage<?>>map(session::executeAsync).toList());
    }

    private CompletionStage<?> log(long entry, Event.OperationApplied event) {
        Operation operation = event.operation();
        if (!event.hasEffect() || operation instanceof Operation.Read || operation instanceof Operation.Clear) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<Void> logged = changes.write(new ChangeLog.Change(event.number(), operation, entry));
        if (!(operation instanceof Operation.Delete deletion)) {
            return logged;
        }
        List<Long> seqs = deletion.seqs().stream().map(Sequence::value).toList();
        return all(List.of(logged, hidden.hide(entry, deletion.conversationId(), deletion.actor(), seqs)));
    }

    private static CompletableFuture<Void> all(List<CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<Optional<Conversation>> conversation(ConversationId id) {
        return conversations.conversation(id);
    }

    @Override
    public CompletionStage<Optional<Membership>> formerMembership(ConversationId id, UserId user) {
        return conversations.former(id, user);
    }

    @Override
    public CompletionStage<List<Optional<Appended>>> appended(List<RetryKey> keys) {
        List<CompletableFuture<Optional<Appended>>> found = keys.stream()
                .map(key -> retries.appended(key).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(done -> found.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
        return timeline.countBefore(id, lastSeq, time);
    }

    @Override
    public CompletionStage<Optional<Applied>> operation(OperationKey key) {
        return retries.operation(key);
    }

    @Override
    public CompletionStage<Optional<Message>> message(ConversationId id, long seq) {
        return timeline.read(id, new SeqRange(seq, seq))
                .thenApply(found -> found.stream().findFirst());
    }

    @Override
    public CompletionStage<List<Departure>> departures(ConversationId id) {
        return conversations.departures(id);
    }
}
