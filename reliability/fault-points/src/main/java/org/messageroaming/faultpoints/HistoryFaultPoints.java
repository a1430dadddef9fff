package org.messageroaming.faultpoints;

import com.datastax.oss.driver.api.core.CqlSession;
import org.messageroaming.history.fanout.InboxDeliveries;
import org.messageroaming.history.journal.Journal;
import org.messageroaming.history.replica.ReadTables;
import org.messageroaming.history.timeline.Timeline;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Puts the points into history-service. */
@AutoConfiguration
@ConditionalOnClass(name = "org.messageroaming.history.journal.Journal")
public class HistoryFaultPoints {

    @Bean
    static BeanPostProcessor faultPointsOfHistory() {
        FaultPoints points = FaultPoints.open();
        Sabotage sabotage = Sabotage.ofThisProcess();
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof Journal journal) {
                    return new PointedJournal(journal, points, sabotage);
                } else if (bean instanceof ReadTables tables) {
                    return new PointedReadTables(tables, points);
                } else if (bean instanceof InboxDeliveries deliveries) {
                    return new PointedDeliveries(deliveries, points, sabotage);
                } else if (bean instanceof Timeline timeline) {
                    return sabotage == Sabotage.WALL_CLOCK_TIMESTAMPS ? new WallClockTimeline(timeline) : timeline;
                } else if (bean instanceof CqlSession session) {
                    return PointedSession.of(session, points);
                }
                return bean;
            }
        };
    }
}
