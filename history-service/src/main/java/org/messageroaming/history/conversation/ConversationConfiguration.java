package org.messageroaming.history.conversation;

import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConversationProperties.class)
class ConversationConfiguration {

    @Bean
    ConversationService conversationService(
            Replicas replicas, ConversationStore store, StoreCalls calls, ConversationProperties properties) {
        return new ConversationService(replicas, store, calls, properties);
    }
}
