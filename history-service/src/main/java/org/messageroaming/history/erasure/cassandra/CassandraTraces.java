package org.messageroaming.history.erasure.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.erasure.Traces;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.UserId;

/**
 * Deletes rows of {@code retry}, {@code operation_retry}, {@code former_member}, {@code departure} and {@code user_conversation}. All
 * its statements are idempotent; consistency is the session's default, a quorum.
 */
final class CassandraTraces implements Traces {
    private static final String DELETE_APPEND = """
            DELETE FROM retry USING TIMESTAMP :position
            WHERE conversation_id = :conversation_id AND sender = :user_id AND client_message_id = :name""";
    private static final String DELETE_OPERATION = """
            DELETE FROM operation_retry USING TIMESTAMP :position
            WHERE conversation_id = :conversation_id AND actor = :user_id AND operation_id = :name""";
    private static final String DELETE_FORMER = """
            DELETE FROM former_member USING TIMESTAMP :position
            WHERE conversation_id = :conversation_id AND user_id = :user_id""";
    private static final String DELETE_DEPARTURE = """
            DELETE FROM departure USING TIMESTAMP :position
            WHERE conversation_id = :conversation_id AND user_id = :user_id""";
    private static final String DELETE_LISTING = """
            DELETE FROM user_conversation USING TIMESTAMP :position
            WHERE user_id = :user_id AND bucket = :bucket AND conversation_id = :conversation_id""";

    private final CqlSession session;
    private final PreparedStatement deleteAppend;
    private final PreparedStatement deleteOperation;
    private final PreparedStatement deleteFormer;
    private final PreparedStatement deleteDeparture;
    private final PreparedStatement deleteListing;

    CassandraTraces(CqlSession session) {
        this.session = session;
        this.deleteAppend = prepare(DELETE_APPEND);
        this.deleteOperation = prepare(DELETE_OPERATION);
        this.deleteFormer = prepare(DELETE_FORMER);
        this.deleteDeparture = prepare(DELETE_DEPARTURE);
        this.deleteListing = prepare(DELETE_LISTING);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql).setIdempotence(true).build());
    }

    @Override
    public CompletionStage<Void> forgetAppends(
            long position, ConversationId id, UserId user, List<ClientMessageId> keys) {
        return all(keys.stream()
                .map(key -> named(of(deleteAppend, position, id, user), key.value()))
                .toList());
    }

    @Override
    public CompletionStage<Void> forgetOperations(
            long position, ConversationId id, UserId user, List<OperationId> keys) {
        return all(keys.stream()
                .map(key -> named(of(deleteOperation, position, id, user), key.value()))
                .toList());
    }

    @Override
    public CompletionStage<Void> forgetMembership(long position, ConversationId id, UserId user) {
        return all(List.of(of(deleteFormer, position, id, user), of(deleteDeparture, position, id, user)));
    }

    @Override
    public CompletionStage<Void> forgetListing(long position, ConversationId id, UserId user) {
        return all(List.of(of(deleteListing, position, id, user).setInt("bucket", UserConversations.bucketOf(id))));
    }

    private static BoundStatement of(PreparedStatement statement, long position, ConversationId id, UserId user) {
        return statement
                .bind()
                .setLong("position", position)
                .setString("conversation_id", id.value())
                .setString("user_id", user.value());
    }

    private static BoundStatement named(BoundStatement statement, String name) {
        return statement.setString("name", name);
    }

    private CompletionStage<Void> all(List<BoundStatement> statements) {
        return CompletableFuture.allOf(statements.stream()
                .map(statement -> session.executeAsync(statement).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}
