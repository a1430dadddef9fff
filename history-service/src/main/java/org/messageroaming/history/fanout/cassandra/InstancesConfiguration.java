package org.messageroaming.history.fanout.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import org.messageroaming.history.fanout.FanoutProperties;
import org.messageroaming.history.fanout.Instances;
import org.messageroaming.history.schema.Schema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.cassandra.core.cql.CqlTemplate;

@Configuration(proxyBeanMethods = false)
class InstancesConfiguration {

    @Bean
    Instances instances(CqlSession session, Schema schema, Clock clock, FanoutProperties properties) {
        return new CassandraInstances(new CqlTemplate(session), clock, properties.heartbeat());
    }
}
