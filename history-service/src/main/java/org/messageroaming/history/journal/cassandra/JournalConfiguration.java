package org.messageroaming.history.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.JournalProperties;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.journal.QuorumHealthIndicator;
import org.messageroaming.history.schema.Schema;
import org.messageroaming.resilience.HealthProperties;
import org.messageroaming.resilience.SharedHealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JournalProperties.class, HealthProperties.class})
class JournalConfiguration {
    @Bean
    Journal journal(CqlSession session, Schema schema, JournalProperties properties) {
        return new CassandraJournal(session, properties.segmentSize());
    }

    @Bean
    Progress progress(CqlSession session, Schema schema) {
        return new CassandraProgress(session);
    }

    /** In place of Spring Boot's own, which is content with any one node. */
    @Bean
    SharedHealthIndicator cassandraHealthIndicator(
            Progress progress, JournalProperties properties, HealthProperties health) {
        return new SharedHealthIndicator(
                new QuorumHealthIndicator(progress, properties.shards(), health.limit()), health);
    }
}
