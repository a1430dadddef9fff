package org.messageroaming.history.timeline.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import org.messageroaming.history.schema.Schema;
import org.messageroaming.history.timeline.Buckets;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimelineProperties.class)
class TimelineConfiguration {

    @Bean
    Timeline timeline(CqlSession session, Schema schema, TimelineProperties properties) {
        return new CassandraTimeline(session, new Buckets(properties.bucketSize()));
    }

    @Bean
    HiddenMessages hiddenMessages(CqlSession session, Schema schema, TimelineProperties properties) {
        return new CassandraHiddenMessages(session, new Buckets(properties.bucketSize()));
    }

    @Bean
    ChangeLog changeLog(CqlSession session, Schema schema, TimelineProperties properties) {
        return new CassandraChangeLog(session, new Buckets(properties.bucketSize()));
    }
}
