package org.messageroaming.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerIT {

    @TempDir
    Path folder;

    @Test
    void dataOutlivesARestartOnTheSamePort() throws IOException {
        try (RedisServer first = RedisServer.start(RedisOptions.defaults())) {
            RedisClient.ask(first.endpoint(), "SET key value");
            try (RedisServer second = first.restart()) {
                assertThat(first.isAlive()).isFalse();
                assertThat(second.port()).isEqualTo(first.port());
                assertThat(RedisClient.ask(second.endpoint(), "GET key")).isEqualTo("value");
            }
            assertThat(first.data()).doesNotExist();
        }
    }

    @Test
    void replicaFollowsAndCanBePromotedWhenTheMasterIsKilled() throws IOException {
        try (RedisServer master = RedisServer.start(RedisOptions.defaults());
                RedisServer replica = RedisServer.start(RedisOptions.defaults().withReplicaOf(master.endpoint()))) {
            RedisClient.ask(master.endpoint(), "SET key value");
            Eventually.is("value", () -> RedisClient.ask(replica.endpoint(), "GET key"));
            master.kill();
            replica.promote();
            assertThat(RedisClient.ask(replica.endpoint(), "SET key other")).isEqualTo("+OK");
            try (RedisServer restarted = replica.restart()) {
                assertThat(RedisClient.ask(restarted.endpoint(), "SET key third"))
                        .isEqualTo("+OK");
            }
        }
    }

    @Test
    void pausedServerAnswersNothingUntilItIsResumed() throws IOException {
        try (RedisServer redis = RedisServer.start(RedisOptions.defaults())) {
            redis.pause();
            assertThatThrownBy(() -> RedisClient.ask(redis.endpoint(), "PING"))
                    .isInstanceOf(SocketTimeoutException.class);
            redis.resume();
            assertThat(RedisClient.ask(redis.endpoint(), "PING")).isEqualTo("+PONG");
            redis.pause();
        }
    }

    @Test
    void givenArgumentsWinAndGivenFoldersStay() throws IOException {
        RedisOptions options = RedisOptions.defaults().withData(folder).withArguments("--set-max-intset-entries", "7");
        try (RedisServer redis = RedisServer.start(options)) {
            assertThat(RedisClient.ask(redis.endpoint(), "PING")).isEqualTo("+PONG");
            assertThat(RedisClient.ask(redis.endpoint(), "CONFIG GET set-max-intset-entries"))
                    .isEqualTo("*2");
        }
        assertThat(folder.resolve("redis.log")).isNotEmptyFile();
    }

    @Test
    void restartThatFailsLeavesTheFilesToTheNextOne() throws IOException {
        try (RedisServer first = RedisServer.start(RedisOptions.defaults().withAppendOnly(true))) {
            RedisClient.ask(first.endpoint(), "SET key value");
            first.stop();
            Path log = first.data().resolve("appendonlydir/appendonly.aof.1.incr.aof");
            byte[] sound = Files.readAllBytes(log);
            Files.writeString(log, "spoilt");
            assertThatThrownBy(first::restart).hasMessageContaining("Redis ended while it was starting");
            Files.write(log, sound);
            try (RedisServer second = first.restart()) {
                assertThat(RedisClient.ask(second.endpoint(), "GET key")).isEqualTo("value");
            }
        }
    }

    @Test
    void deathAtStartQuotesTheLog() {
        assertThatThrownBy(() -> RedisServer.start(RedisOptions.defaults().withArguments("--no-such-flag", "1")))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContainingAll("Redis ended while it was starting", "Bad directive");
    }
}
