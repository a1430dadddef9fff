package org.messageroaming.history.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FanoutPropertiesTest {

    private static FanoutProperties bound(String offlineUri) {
        Map<String, String> given = Map.of(
                "roaming.history.fanout.signing-key", "classpath:key.pem",
                "roaming.history.fanout.ssl-bundle", "inside",
                "roaming.history.fanout.offline-uri", offlineUri);
        return new Binder(new MapConfigurationPropertySource(given))
                .bind("roaming.history.fanout", FanoutProperties.class)
                .get();
    }

    @Test
    void whoAsksForTlsDoesNotGetPlainText() {
        assertThatThrownBy(() -> bound("http://offline:8081"))
                .rootCause()
                .hasMessageContaining("roaming.history.fanout.offline-uri must begin with https://");
        assertThat(bound("https://offline:8081").sslBundle()).isEqualTo("inside");
    }
}
