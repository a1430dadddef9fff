package org.messageroaming.edge.access;

import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Has a service's {@link AccessRules} asked. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    Endpoints endpoints(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers, AccessRules rules) {
        return new Endpoints(handlers, rules);
    }

    @Bean
    WebMvcConfigurer accessMvcConfigurer(AccessRules rules) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AccessInterceptor(rules)).order(Ordered.HIGHEST_PRECEDENCE);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
