package org.messageroaming.history.operation;

import org.messageroaming.history.conversation.ConversationService;
import org.messageroaming.history.fanout.Fanout;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationProperties.class)
class OperationConfiguration {

    @Bean
    OperationService operationService(Replicas replicas, Fanout fanout, OperationProperties properties) {
        return new OperationService(replicas, fanout, properties);
    }

    @Bean
    ChangeFeed changeFeed(
            ConversationService conversations,
            ChangeLog log,
            Timeline timeline,
            TimelineProperties dimensions,
            StoreCalls calls) {
        return new ChangeFeed(conversations, log, timeline, dimensions, calls);
    }
}
