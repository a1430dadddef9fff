package org.messageroaming.history.replica;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.journal.JournalProperties;
import org.messageroaming.history.journal.Progress;
import org.messageroaming.resilience.Circuits;
import org.messageroaming.resilience.DaemonThreads;
import org.messageroaming.resilience.Outage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplicaProperties.class)
class ReplicaConfiguration {

    @Bean(destroyMethod = "shutdown")
    ExecutorService replicaExecutor(ReplicaProperties properties) {
        // Once it is shut down nobody waits for a turn any more.
        return new ThreadPoolExecutor(
                properties.threads(),
                properties.threads(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("replica"),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Circuits circuits(MeterRegistry metrics) {
        return new Circuits(metrics);
    }

    @Bean
    StoreCalls storeCalls(Circuits circuits, Outage storeOutage, ReplicaProperties properties) {
        return new StoreCalls(
                properties.storeTimeout(),
                circuits.breaker("cassandra", "The history store", properties.breaker(), storeOutage));
    }

    @Bean
    Advances advances() {
        return new Advances();
    }

    @Bean(destroyMethod = "stop")
    Replicas replicas(
            Journal journal,
            Progress progress,
            ReadTables tables,
            StoreCalls calls,
            JournalProperties dimensions,
            ReplicaProperties properties,
            ExecutorService replicaExecutor,
            Clock clock,
            Advances advances) {
        return new Replicas(
                journal,
                progress,
                tables,
                calls,
                dimensions,
                properties,
                replicaExecutor,
                clock,
                UUID::randomUUID,
                advances);
    }
}
