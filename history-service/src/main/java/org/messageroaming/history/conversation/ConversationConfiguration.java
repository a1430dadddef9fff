package org.messageroaming.history.conversation;

import java.util.UUID;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.history.timeline.TimelineProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConversationProperties.class)
class ConversationConfiguration {

    @Bean
    ConversationService conversationService(
            Replicas replicas,
            ConversationStore store,
            HiddenMessages hidden,
            StoreCalls calls,
            ConversationProperties properties) {
        return new ConversationService(replicas, store, hidden, calls, properties);
    }

    @Bean
    ConversationList conversationList(
            UserConversations index,
            ConversationStore store,
            ConversationService conversations,
            Timeline timeline,
            TimelineProperties dimensions,
            StoreCalls calls,
            ConversationProperties properties) {
        return new ConversationList(
                index, store, conversations, timeline, dimensions, calls, properties, UUID::randomUUID);
    }
}
