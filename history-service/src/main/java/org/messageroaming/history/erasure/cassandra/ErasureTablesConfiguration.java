package org.messageroaming.history.erasure.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import org.messageroaming.history.erasure.ErasureProperties;
import org.messageroaming.history.erasure.Erasures;
import org.messageroaming.history.erasure.Traces;
import org.messageroaming.history.schema.Schema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErasureTablesConfiguration {

    @Bean
    Erasures erasures(CqlSession session, Schema schema, ErasureProperties properties) {
        return new CassandraErasures(session, properties.lease(), properties.memory());
    }

    @Bean
    Traces traces(CqlSession session, Schema schema) {
        return new CassandraTraces(session);
    }
}
