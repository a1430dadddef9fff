package org.messageroaming.history.erasure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.messageroaming.history.conversation.ConversationProperties;
import org.messageroaming.history.conversation.ConversationStore;
import org.messageroaming.history.conversation.UserConversations;
import org.messageroaming.history.fanout.Fanout;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.history.timeline.ChangeLog;
import org.messageroaming.history.timeline.HiddenMessages;
import org.messageroaming.history.timeline.Timeline;
import org.messageroaming.resilience.DaemonThreads;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErasureProperties.class)
class ErasureConfiguration {

    @Bean
    ConversationEraser conversationEraser(
            Replicas replicas,
            ConversationStore conversations,
            Timeline timeline,
            HiddenMessages hidden,
            ChangeLog changes,
            Traces traces,
            Fanout fanout,
            StoreCalls calls,
            ConversationProperties limits,
            ErasureProperties properties) {
        return new ConversationEraser(
                replicas,
                conversations,
                timeline,
                hidden,
                changes,
                traces,
                fanout,
                calls,
                limits.departureMemory(),
                properties.deliveryWait());
    }

    @Bean
    Eraser eraser(
            UserConversations index,
            ConversationEraser conversations,
            Journal journal,
            Progress progress,
            Timeline timeline,
            InboxDeliveries inboxes,
            Replicas replicas,
            StoreCalls calls,
            ErasureProperties properties) {
        return new Eraser(
                index,
                conversations,
                new JournalScrub(journal, progress, timeline, calls),
                inboxes,
                replicas,
                calls,
                properties.grace());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    ErasureWorker erasureWorker(
            Erasures erasures, Eraser eraser, StoreCalls calls, ErasureProperties properties, Clock clock) {
        return new ErasureWorker(
                UUID.randomUUID(),
                erasures,
                eraser,
                calls,
                properties,
                executor(1, "erasure-clock"),
                executor(properties.threads(), "erasure"),
                clock);
    }

    private static ScheduledExecutorService executor(int size, String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                size, DaemonThreads.named(name), new ThreadPoolExecutor.DiscardPolicy());
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return executor;
    }

    @Bean
    ErasureService erasureService(
            Erasures erasures, UserConversations index, ErasureWorker worker, StoreCalls calls, Clock clock) {
        return new ErasureService(erasures, index, worker, calls, clock, UUID::randomUUID);
    }

    @Bean
    Gauge erasuresOpen(ErasureWorker worker, MeterRegistry registry) {
        return Gauge.builder("roaming.erasure.open", worker, ErasureWorker::open)
                .description("Erasures of users that are under way, in all instances")
                .register(registry);
    }
}
