package org.messageroaming.history.fanout;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.history.replica.Advances;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.resilience.DaemonThreads;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FanoutProperties.class)
class FanoutConfiguration {

    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService fanoutExecutor(FanoutProperties properties) {
        return executor(properties.threads(), "fanout");
    }

    /** Deliveries that hang must not keep this instance from saying that it lives. */
    @Bean(destroyMethod = "shutdown")
    ScheduledExecutorService fanoutClockwork() {
        return executor(1, "fanout-clock");
    }

    /** Once one is shut down other instances deliver. */
    private static ScheduledExecutorService executor(int size, String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                size, DaemonThreads.named(name), new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    Fanout fanout(
            Replicas replicas,
            Journal journal,
            Progress progress,
            ReadTables tables,
            StoreCalls calls,
            InboxDeliveries inboxes,
            Instances instances,
            FanoutProperties properties,
            ScheduledExecutorService fanoutExecutor,
            ScheduledExecutorService fanoutClockwork,
            Advances advances,
            Clock clock) {
        Fanout fanout = new Fanout(
                UUID.randomUUID(),
                replicas,
                instances,
                properties,
                shard -> new ShardFanout(
                        shard, replicas, journal, progress, tables, calls, properties.rememberedConversations()),
                shard -> calls.await(progress.read(shard)).delivered(),
                inboxes,
                fanoutExecutor,
                fanoutClockwork,
                () -> ThreadLocalRandom.current().nextDouble(),
                clock);
        advances.listen(fanout::advanced);
        return fanout;
    }

    @Bean
    Gauge fanoutBacklog(Fanout fanout, MeterRegistry registry) {
        return Gauge.builder("roaming.fanout.backlog", fanout, Fanout::backlog)
                .description("Applied journal entries that wait to be delivered")
                .baseUnit("entries")
                .register(registry);
    }

    @Bean
    Gauge fanoutBacklogAge(Fanout fanout, MeterRegistry registry) {
        return Gauge.builder("roaming.fanout.backlog.age", fanout, Fanout::backlogAge)
                .description("Age of the oldest message that waits to be delivered")
                .baseUnit("seconds")
                .register(registry);
    }
}
