package org.messageroaming.history.access;

import static org.messageroaming.edge.access.Access.BY_MEMBERSHIP;
import static org.messageroaming.edge.access.Access.SELF_OR_SERVICE;
import static org.messageroaming.edge.access.Access.SERVICE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import org.messageroaming.edge.access.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The whole table. What membership decides is in {@link ConversationAccess}. */
@Configuration(proxyBeanMethods = false)
class HistoryAccess {
    private static final String CONVERSATION = "/v1/conversations/{conversationId}";
    private static final String USER = "/v1/users/{userId}";

    @Bean
    AccessRules accessRules() {
        return AccessRules.denied()
                .allow(SERVICE, PUT, CONVERSATION)
                .allow(BY_MEMBERSHIP, GET, CONVERSATION)
                .allow(SERVICE, PUT, CONVERSATION + "/members/{userId}")
                .allow(BY_MEMBERSHIP, DELETE, CONVERSATION + "/members/{userId}")
                .allow(BY_MEMBERSHIP, GET, CONVERSATION + "/members")
                .allow(BY_MEMBERSHIP, POST, CONVERSATION + "/messages")
                .allow(BY_MEMBERSHIP, GET, CONVERSATION + "/messages")
                .allow(SERVICE, POST, CONVERSATION + "/import")
                .allow(BY_MEMBERSHIP, POST, CONVERSATION + "/operations")
                .allow(BY_MEMBERSHIP, GET, CONVERSATION + "/changes")
                .allow(SELF_OR_SERVICE, GET, USER + "/conversations")
                .allow(SELF_OR_SERVICE, GET, USER + "/export")
                .allow(SERVICE, DELETE, USER)
                .allow(SERVICE, GET, USER + "/erasure");
    }
}
