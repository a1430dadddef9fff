package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import org.messageroaming.history.message.MessageProperties;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.schema.Schema;
import org.messageroaming.history.timeline.Timeline;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReadTablesConfiguration {

    @Bean
    CassandraConversations conversationStore(CqlSession session, Schema schema) {
        return new CassandraConversations(session);
    }

    @Bean
    ReadTables readTables(
            CqlSession session, Timeline timeline, CassandraConversations conversations, MessageProperties properties) {
        return new CassandraReadTables(session, timeline, conversations, properties.retryWindow());
    }
}
