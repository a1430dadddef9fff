package org.messageroaming.history.message;

import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessageProperties.class)
class MessageConfiguration {

    @Bean
    MessageService messageService(
            Replicas replicas,
            Timeline timeline,
            TimelineProperties dimensions,
            StoreCalls calls,
            MessageProperties properties) {
        return new MessageService(replicas, timeline, dimensions, calls, properties);
    }
}
