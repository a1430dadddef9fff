package org.messageroaming.history.export;

import java.time.Clock;
import org.messageroaming.history.conversation.ConversationStore;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.Timeline;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

    @Bean
    UserExport userExport(
            UserConversations index,
            ConversationStore store,
            Timeline timeline,
            ChangeLog changes,
            StoreCalls calls,
            Clock clock) {
        return new UserExport(index, store, timeline, changes, calls, clock);
    }
}
