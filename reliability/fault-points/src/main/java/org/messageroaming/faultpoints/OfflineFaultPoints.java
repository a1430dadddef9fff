package org.messageroaming.faultpoints;

import org.messageroaming.offline.inbox.InboxStore;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Puts the points into offline-service. */
@AutoConfiguration
@ConditionalOnClass(name = "org.messageroaming.offline.inbox.InboxStore")
public class OfflineFaultPoints {

    @Bean
    static BeanPostProcessor faultPointsOfOffline() {
        FaultPoints points = FaultPoints.open();
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof InboxStore store ? new PointedInboxStore(store, points) : bean;
            }
        };
    }
}
