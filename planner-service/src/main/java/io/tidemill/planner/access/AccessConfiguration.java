package io.tidemill.planner.access;

import io.tidemill.planner.config.PlannerProperties;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the filter that guards the API before everything else. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration implements WebMvcConfigurer {

  @Bean
  FilterRegistrationBean<Filter> accessFilter(
      ApiProperties api, PlannerProperties planner, Environment environment) {
    Exposure.check(api.tokens().size(), planner.local(), environment.getProperty("server.address"));
    Filter filter =
        api.tokens().isEmpty()
            ? new LoopbackFilter()
            : new AccessFilter(new TokenRegistry(api.tokens()));
    return first(filter, Ordered.HIGHEST_PRECEDENCE + 1);
  }

  @Bean
  FilterRegistrationBean<Filter> pageHeadersFilter() {
    return first(new PageHeadersFilter(), Ordered.HIGHEST_PRECEDENCE);
  }

  private static FilterRegistrationBean<Filter> first(Filter filter, int order) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    registration.addUrlPatterns("/*");
    return registration;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }
}
