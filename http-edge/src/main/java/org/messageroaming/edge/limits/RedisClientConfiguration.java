package org.messageroaming.edge.limits;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How both services bear that their Redis goes away and comes back, and what they spare it and themselves. */
@Configuration(proxyBeanMethods = false)
public class RedisClientConfiguration {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_TOGETHER = 64;

    /** Without a connection commands fail at once instead of waiting in a queue that has no end. */
    @Bean
    public LettuceClientOptionsBuilderCustomizer rejectWhenDisconnected() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
    }

    /** A Redis that is back is found within a second, however long it was away; Lettuce's own longest pause is 30 seconds. */
    @Bean
    public ClientResourcesBuilderCustomizer reconnectSoon() {
        return resources -> resources.reconnectDelay(
                Delay.equalJitter(Duration.ofMillis(10), LONGEST_PAUSE, 10, TimeUnit.MILLISECONDS));
    }

    /** What many threads want to send at the same time is sent together: one call of the system, and one for Redis to read it. */
    @Bean
    public ClientResourcesBuilderCustomizer sendTogether() {
        return resources -> resources.nettyCustomizer(new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_TOGETHER, true));
            }
        });
    }
}
