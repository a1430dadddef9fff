package org.messageroaming.history.conversation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.messageroaming.edge.RequiredField;
import org.messageroaming.edge.access.Caller;
import org.messageroaming.history.access.ConversationAccess;
import org.messageroaming.history.conversation.ConversationService;
import org.messageroaming.history.conversation.Result;
import org.messageroaming.history.state.Conversation;
import org.messageroaming.history.state.ConversationKind;
import org.messageroaming.history.state.HistoryVisibility;
import org.messageroaming.history.state.Membership;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/conversations/{conversationId}")
@Tag(name = "Conversations")
class ConversationController {
    private final ConversationService conversations;
    private final ConversationAccess access;

    ConversationController(ConversationService conversations, ConversationAccess access) {
        this.conversations = conversations;
        this.access = access;
    }

    @PutMapping
    @Operation(summary = "Create a conversation (service); the same again answers 200")
    ResponseEntity<ConversationView> create(
            @PathVariable ConversationId conversationId, @RequestBody CreateRequest request) {
        Result<Conversation> created =
                conversations.create(conversationId, request.kind(), request.visibilityOrDefault(), request.members());
        return answer(created.isNew(), ConversationView.of(created.value()));
    }

    @GetMapping
    @Operation(summary = "What a conversation is (member, service)")
    ConversationView get(@Parameter(hidden = true) Caller caller, @PathVariable ConversationId conversationId) {
        return ConversationView.of(access.current(caller, conversationId));
    }

    @PutMapping("/members/{userId}")
    @Operation(summary = "Join or rejoin (service); 200 when the user is a member already")
    ResponseEntity<MembershipView> join(
            @PathVariable ConversationId conversationId,
            @PathVariable UserId userId,
            @RequestBody(required = false) @Nullable JoinRequest request) {
        Result<Membership> joined =
                conversations.join(conversationId, userId, request == null ? null : request.joinedAt());
        return answer(joined.isNew(), MembershipView.of(joined.value()));
    }

    @DeleteMapping("/members/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Leave (service, the member itself)")
    void leave(
            @Parameter(hidden = true) Caller caller,
            @PathVariable ConversationId conversationId,
            @PathVariable String userId) {
        conversations.leave(conversationId, access.membership(caller, conversationId, userId));
    }

    @GetMapping("/members")
    @Operation(summary = "The current members by user id (member, service)")
    MembersView members(@Parameter(hidden = true) Caller caller, @PathVariable ConversationId conversationId) {
        access.current(caller, conversationId);
        return new MembersView(conversations.members(conversationId).stream()
                .map(MembershipView::of)
                .toList());
    }

    private static <T> ResponseEntity<T> answer(boolean isNew, T body) {
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(body);
    }

    /** The body of a creation. */
    record CreateRequest(
            ConversationKind kind,
            List<UserId> members,
            @Nullable HistoryVisibility historyVisibility) {
        CreateRequest {
            RequiredField.require("kind", kind);
            members = List.copyOf(RequiredField.require("members", members));
        }

        HistoryVisibility visibilityOrDefault() {
            return historyVisibility == null ? HistoryVisibility.SINCE_JOIN : historyVisibility;
        }
    }

    /** The body of a join. */
    record JoinRequest(@Nullable Instant joinedAt) {}

    /** The current members. */
    record MembersView(List<MembershipView> members) {}

    /** A membership as the API shows it. */
    record MembershipView(UserId userId, Instant joinedAt) {
        static MembershipView of(Membership membership) {
            return new MembershipView(membership.userId(), membership.joinedAt());
        }
    }
}
