package org.messageroaming.history.schema;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.cassandra.autoconfigure.DriverConfigLoaderBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaProperties.class)
class SchemaConfiguration {
    /** A statement that the server warns of is logged by the driver. What is bound to it may be a message. */
    @Bean
    DriverConfigLoaderBuilderCustomizer noValuesInLogs() {
        return config -> config.withBoolean(DefaultDriverOption.REQUEST_LOGGER_VALUES, false);
    }

    /** What others keep in the same Cassandra is nothing to read, and to read anew whenever they change it. */
    @Bean
    DriverConfigLoaderBuilderCustomizer noOtherKeyspaces(SchemaProperties properties) {
        return config -> config.withStringList(
                DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(properties.keyspace()));
    }

    /** The one session, in the keyspace, which is created when it is not there and that is allowed. */
    @Bean(destroyMethod = "close")
    CqlSession cassandraSession(CqlSessionBuilder builder, SchemaProperties properties) {
        CqlSession there = inKeyspace(builder, properties);
        if (there != null) {
            return there;
        }
        if (!properties.apply()) {
            throw new IllegalStateException(
                    "There is no keyspace " + properties.keyspace() + ". "
                            + "Create it, or set roaming.history.schema.apply=true and give the service's role the right CREATE on all keyspaces.");
        }
        try (CqlSession plain = builder.withKeyspace((CqlIdentifier) null).build()) {
            plain.execute(Schema.createKeyspace(properties));
        }
        return builder.withKeyspace(properties.keyspace()).build();
    }

    /** Null when it is not there. The driver says so only if all nodes do; while one is away it opens a session in no keyspace. */
    private static @Nullable CqlSession inKeyspace(CqlSessionBuilder builder, SchemaProperties properties) {
        try {
            CqlSession session = builder.withKeyspace(properties.keyspace()).build();
            if (session.getMetadata().getKeyspace(properties.keyspace()).isPresent()) {
                return session;
            }
            session.close();
        } catch (InvalidKeyspaceException missing) {
            return null;
        }
        return null;
    }

    @Bean
    Schema schema(CqlSession session, SchemaProperties properties) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath:cql/*.cql");
        List<Resource> files = Arrays.stream(found)
                .sorted(Comparator.comparing(Resource::getFilename, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        return Schema.ensure(session, properties, files);
    }
}
