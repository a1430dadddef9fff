package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import org.messageroaming.history.conversation.ConversationProperties;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.message.MessageProperties;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.schema.Schema;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.resilience.Outage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReadTablesConfiguration {

    @Bean
    Outage storeOutage() {
        return new CassandraOutage();
    }

    @Bean
    CassandraConversations conversationStore(CqlSession session, Schema schema) {
        return new CassandraConversations(session);
    }

    @Bean
    UserConversations userConversations(CqlSession session, Schema schema, ConversationProperties properties) {
        return new CassandraUserConversations(session, properties.listMemory());
    }

    @Bean
    ReadTables readTables(
            CqlSession session,
            Timeline timeline,
            HiddenMessages hidden,
            ChangeLog changes,
            CassandraConversations conversations,
            ConversationProperties limits,
            MessageProperties messages) {
        return new CassandraReadTables(
                session,
                timeline,
                hidden,
                changes,
                conversations,
                new ConversationWriter(session, limits.departureMemory()),
                new RetryRows(session, timeline, messages.retryWindow()));
    }
}
