package org.messageroaming.faultpoints;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.replica.Appended;
import org.messageroaming.history.replica.Applied;
import org.messageroaming.history.replica.Departure;
import org.messageroaming.history.replica.OperationKey;
import org.messageroaming.history.replica.Outcome;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.RetryKey;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

record PointedReadTables(ReadTables tables, FaultPoints points) implements ReadTables {

    @Override
    public CompletionStage<Void> apply(List<Outcome> outcomes) {
        return points.after(FaultPoint.APPLIED, tables.apply(outcomes));
    }

    @Override
    public CompletionStage<Optional<Conversation>> conversation(ConversationId id) {
        return tables.conversation(id);
    }

    @Override
    public CompletionStage<Optional<Membership>> formerMembership(ConversationId id, UserId user) {
        return tables.formerMembership(id, user);
    }

    @Override
    public CompletionStage<List<Optional<Appended>>> appended(List<RetryKey> keys) {
        return tables.appended(keys);
    }

    @Override
    public CompletionStage<Long> countBefore(ConversationId id, long lastSeq, Instant time) {
        return tables.countBefore(id, lastSeq, time);
    }

    @Override
    public CompletionStage<Optional<Applied>> operation(OperationKey key) {
        return tables.operation(key);
    }

    @Override
    public CompletionStage<Optional<Message>> message(ConversationId id, long seq) {
        return tables.message(id, seq);
    }

    @Override
    public CompletionStage<List<Departure>> departures(ConversationId id) {
        return tables.departures(id);
    }
}
