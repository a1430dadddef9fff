package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cassandra in TLS is shown by the quick start's own test, since its start takes long. */
class TlsIT {

    @TempDir
    Path folder;

    @TempDir
    Path foreign;

    @Test
    void aRedisInTlsAnswersWhoHasACertificateOfItsAuthorityAndNobodyElse() throws IOException {
        Certificates certificates = Certificates.create(folder);
        Certificates others = Certificates.create(foreign);
        try (RedisServer redis = RedisServer.start(RedisOptions.defaults().withTls(certificates))) {
            assertThat(redis.ask("SET key value")).isEqualTo("OK");
            assertThat(Probe.redis(redis.endpoint()).answers()).as("plain text").isFalse();
            assertThatThrownBy(() -> RedisQuestion.ask(redis.endpoint(), others, "PING"))
                    .isInstanceOf(SSLException.class);
            try (RedisServer restarted = redis.restart()) {
                assertThat(restarted.ask("GET key")).isEqualTo("value");
            }
        }
    }

    @Test
    void aRenewedCertificateIsAnotherOneOfTheSameAuthority() throws IOException {
        Certificates certificates = Certificates.create(folder);
        String authority = Files.readString(certificates.authority());
        String before = Files.readString(certificates.certificate());
        String key = Files.readString(certificates.privateKey());
        certificates.renew();
        assertThat(Files.readString(certificates.authority())).isEqualTo(authority);
        assertThat(Files.readString(certificates.certificate()))
                .isNotEqualTo(before)
                .endsWith(authority);
        assertThat(Files.readString(certificates.privateKey())).isNotEqualTo(key);
    }
}
