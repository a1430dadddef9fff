package org.messageroaming.offline.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfiguration {
    /** A delivery is many commands: each has its own limit, and all together get some more. */
    private static final int DELIVERY_FACTOR = 2;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    InboxService inboxService(InboxStore store, Clock clock, InboxProperties properties, MeterRegistry metrics) {
        return new InboxService(store, clock, properties.commandTimeout().multipliedBy(DELIVERY_FACTOR), metrics);
    }
}
