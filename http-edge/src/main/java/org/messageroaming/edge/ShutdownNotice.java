package org.messageroaming.edge;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Gives load balancers time to notice. When a service is told to stop, Spring Boot first has readiness say so; this holds back what
 * follows, which is that the port is closed.
 */
final class ShutdownNotice implements SmartLifecycle {
    private final Duration notice;
    private volatile boolean running;

    ShutdownNotice(Duration notice) {
        this.notice = notice;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(notice.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else is stopped. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
