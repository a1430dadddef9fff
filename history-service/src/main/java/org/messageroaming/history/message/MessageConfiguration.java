package org.messageroaming.history.message;

import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.timeline.Timeline;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessageProperties.class)
class MessageConfiguration {

    @Bean
    MessageService messageService(
            Replicas replicas, Timeline timeline, StoreCalls calls, MessageProperties properties) {
        return new MessageService(replicas, timeline, calls, properties);
    }
}
