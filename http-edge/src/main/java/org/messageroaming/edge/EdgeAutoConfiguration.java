package org.messageroaming.edge;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Instant;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http2.Http2Protocol;
import org.messageroaming.edge.access.AccessConfiguration;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.edge.auth.AuthConfiguration;
import org.messageroaming.edge.limits.LimitsConfiguration;
import org.messageroaming.edge.limits.RateLimits;
import org.messageroaming.model.ClientMessageId;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.model.json.WireTime;
import org.messageroaming.model.problem.ProblemCode;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the edge in front of a service that has this module on its class path. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(HttpProperties.class)
@Import({
    AuthConfiguration.class,
    AccessConfiguration.class,
    LimitsConfiguration.class,
    ProblemAdvice.class,
    ProblemErrorController.class,
    OpenApiConfiguration.class
})
public class EdgeAutoConfiguration {
    /** Spring Boot's own filter that measures is at one below the highest precedence. */
    private static final int AFTER_MEASURING = Ordered.HIGHEST_PRECEDENCE + 2;

    private static final String NOTHING_IS_A_PAGE = "default-src 'none'; frame-ancestors 'none'";

    /**
     * Health and the OpenAPI document need no token, operators' pages the service scope, everything else a token; who of those may
     * call what is in each service's access rules.
     */
    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, RateLimits limits) throws Exception {
        AuthenticationEntryPoint unauthenticated = (request, response, error) -> Problems.write(
                response, ProblemCode.UNAUTHENTICATED, "A valid bearer token is required in the header Authorization");
        AccessDeniedHandler denied = (request, response, error) ->
                Problems.write(response, ProblemCode.FORBIDDEN, "The token does not allow this");
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_IS_A_PAGE))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/health/**", "/v3/api-docs/**", "/v3/api-docs.yaml")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasAuthority(Caller.SERVICE_AUTHORITY)
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {})
                        .withObjectPostProcessor(keysThatCannotBeHad(unauthenticated))
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(denied))
                .addFilterAfter(new RateLimitFilter(limits), AuthorizationFilter.class)
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
                .build();
    }

    /** Otherwise each of its filters is timed twice in each request; that of the whole request is measured anyway. */
    @Bean
    SecurityObservationSettings noTimesOfSecurityFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * What Spring Security refuses by default, but without its regular expressions, which cost more than all else that a request with a
     * token in its headers goes through. Tomcat has read the headers as ISO 8859-1, of which every character is assigned.
     */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> name.chars().noneMatch(Character::isISOControl));
        firewall.setAllowedHeaderValues(
                value -> value.chars().noneMatch(character -> character != '\t' && Character.isISOControl(character)));
        return firewall;
    }

    /** A token that cannot be checked at the moment is not one that is not valid. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> keysThatCannotBeHad(
            AuthenticationEntryPoint unauthenticated) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler((request, response, error) -> {
                    if (error instanceof AuthenticationServiceException) {
                        Problems.write(response, ProblemCode.STORE_UNAVAILABLE, "The token cannot be checked now");
                    } else {
                        unauthenticated.commence(request, response, error);
                    }
                });
                return filter;
            }
        };
    }

    /** In front of the check of tokens, which costs time too, and behind what measures requests. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(HttpProperties properties, MeterRegistry metrics) {
        FilterRegistrationBean<AdmissionFilter> registration =
                new FilterRegistrationBean<>(new AdmissionFilter(properties, metrics));
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(AFTER_MEASURING);
        return registration;
    }

    @Bean
    ShutdownNotice shutdownNotice(HttpProperties properties) {
        return new ShutdownNotice(properties.shutdownNotice());
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(HttpProperties properties) {
        FilterRegistrationBean<BodyFilter> registration = new FilterRegistrationBean<>(new BodyFilter(properties));
        registration.addUrlPatterns("/v1/*");
        return registration;
    }

    /** Operators' pages too. */
    @Bean
    FilterRegistrationBean<ConcreteContentTypeFilter> concreteContentTypeFilter() {
        return new FilterRegistrationBean<>(new ConcreteContentTypeFilter());
    }

    @Bean
    JsonMapperBuilderCustomizer wireJson() {
        return WireJson::configure;
    }

    /** Tomcat's own error pages are HTML; what fails before a request is understood gets a problem document instead. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatProblems() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                removeReports(host.getPipeline());
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        });
    }

    /** Bodies are read by those alone who know when to stop: not by Tomcat, neither as a form nor to its end. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedRequests(HttpProperties properties) {
        return factory -> {
            factory.addEngineValves(new DrainValve(properties.body()), new ClientConnection.DropValve());
            factory.addConnectorCustomizers(connector -> {
                connector.setParseBodyMethods("");
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxHeaderCount(properties.maxHeaders());
                    http.setMaxSwallowSize(
                            Math.toIntExact(properties.body().drainSize().toBytes()));
                }
            });
        };
    }

    /** Spring Boot adds a report of its own, which would answer in HTML before ours has a say. */
    private static void removeReports(Pipeline pipeline) {
        for (Valve valve : pipeline.getValves()) {
            if (valve instanceof ErrorReportValve) {
                pipeline.removeValve(valve);
            }
        }
    }

    /**
     * Tomcat would use the objects of a finished HTTP/2 request for a later one. A client that ends a pull that waits, at whatever
     * moment, may have Tomcat report the error to that later request instead, which then fails with 500 and never counts as over.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> noSecondUseOfRequests() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            for (UpgradeProtocol protocol : connector.findUpgradeProtocols()) {
                if (protocol instanceof Http2Protocol http2) {
                    http2.setDiscardRequestsAndResponses(true);
                }
            }
        });
    }

    @Bean
    WebMvcConfigurer edgeMvcConfigurer() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new KnownParametersInterceptor());
            }

            /** All answers are JSON, and one that cannot be accepted would be refused only after the work was done. */
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
                configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, UserId.class, UserId::new);
                registry.addConverter(String.class, ConversationId.class, ConversationId::new);
                registry.addConverter(String.class, DeviceId.class, DeviceId::new);
                registry.addConverter(String.class, ClientMessageId.class, ClientMessageId::new);
                registry.addConverter(String.class, Sequence.class, QueryNumbers::sequence);
                registry.addConverter(String.class, Instant.class, text -> WireTime.parse("time", text));
            }
        };
    }
}
