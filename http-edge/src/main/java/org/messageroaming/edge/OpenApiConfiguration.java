package org.messageroaming.edge;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.List;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.EntryId;
import org.messageroaming.model.Identifier;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

/** What the OpenAPI documents of both services have in common: tokens, identifiers, and the answer to everything that fails. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String BEARER = "bearer";
    private static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}";

    static {
        for (Class<? extends Identifier> identifier : List.of(
                UserId.class,
                ConversationId.class,
                DeviceId.class,
                ClientMessageId.class,
                OperationId.class,
                EntryId.class)) {
            SpringDocUtils.getConfig().replaceWithSchema(identifier, new StringSchema().pattern(IDENTIFIER));
        }
        SpringDocUtils.getConfig()
                .replaceWithSchema(MessageType.class, new StringSchema().maxLength(MessageType.MAX_LENGTH))
                .replaceWithSchema(Content.class, new ObjectSchema().additionalProperties(true))
                .replaceWithSchema(
                        Sequence.class,
                        new IntegerSchema()
                                .format("int64")
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(Sequence.MAX)));
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        Schema<?> problem = new ObjectSchema()
                .description("RFC 9457 problem document")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema());
        return new OpenAPI()
                .info(new Info().title("message roaming: " + service).version("v1"))
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(new Components()
                        .addSchemas("Problem", problem)
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BEARER)
                                        .bearerFormat("JWT")));
    }

    /** Every call may fail in the same ways, so the document says it once for each: in the default answer, and what tells more by its own. */
    @Bean
    OpenApiCustomizer problems() {
        ApiResponse limited = problem("The caller made too many requests")
                .addHeaderObject(
                        HttpHeaders.RETRY_AFTER,
                        new Header()
                                .description("Seconds until it may ask again")
                                .schema(new IntegerSchema()));
        ApiResponse slow = problem("The body arrives too slowly; the connection is closed");
        ApiResponse compressed = problem("The body is compressed, or of a type that is not taken here");
        ApiResponse failure = problem("A problem; its code is one of the contract's");
        return document -> document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> {
                    ApiResponses responses = operation.getResponses().addApiResponse("429", limited);
                    if (operation.getRequestBody() != null) {
                        responses.addApiResponse("408", slow).addApiResponse("415", compressed);
                    }
                    responses.addApiResponse("default", failure);
                });
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(new io.swagger.v3.oas.models.media.Content()
                        .addMediaType(
                                "application/problem+json",
                                new io.swagger.v3.oas.models.media.MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/Problem"))));
    }
}
