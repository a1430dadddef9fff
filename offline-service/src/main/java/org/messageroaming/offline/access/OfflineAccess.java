package org.messageroaming.offline.access;

import static org.messageroaming.edge.access.Access.SELF;
import static org.messageroaming.edge.access.Access.SELF_OR_SERVICE;
import static org.messageroaming.edge.access.Access.SERVICE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import org.messageroaming.edge.access.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The whole table. */
@Configuration(proxyBeanMethods = false)
class OfflineAccess {
    private static final String USER = "/v1/users/{userId}";

    @Bean
    AccessRules accessRules() {
        return AccessRules.denied()
                .allow(SERVICE, POST, "/v1/deliveries")
                .allow(SERVICE, POST, "/v1/recalls")
                .allow(SELF_OR_SERVICE, GET, USER + "/inbox")
                .allow(SERVICE, DELETE, USER + "/inbox")
                .allow(SELF, PUT, USER + "/devices/{deviceId}/cursor")
                .allow(SELF_OR_SERVICE, GET, USER + "/devices")
                .allow(SELF_OR_SERVICE, DELETE, USER + "/devices/{deviceId}");
    }
}
