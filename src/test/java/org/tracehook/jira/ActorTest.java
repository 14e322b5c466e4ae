package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorTest {

    @Test
    void anActorIsKnownByAnyIdentifier() {
        Actor actor = Fixtures.event("dc-issue-updated").actor().orElseThrow();

        assertTrue(actor.is("carol"));
        assertTrue(actor.is("JIRAUSER10100"));
    }

    @Test
    void displayNamesAndMailAddressesIdentifyNobody() {
        Actor actor = Fixtures.event("dc-issue-updated").actor().orElseThrow();

        assertFalse(actor.is("Carol Example"));
        assertFalse(actor.is("carol@example.com"));
        assertFalse(actor.is("CAROL"));
    }

    @Test
    void theUserWinsOverTheComment() {
        assertEquals(
                of("u"),
                Fixtures.of("{'webhookEvent':'comment_created','user':{'accountId':'u'},"
                                + "'comment':{'author':{'accountId':'a'}}}")
                        .actor());
    }

    @Test
    void aNewCommentIsTheAuthors() {
        assertEquals(of("a"), commentEvent("comment_created").actor());
    }

    @Test
    void aChangedCommentIsTheLastEditors() {
        assertEquals(of("b"), commentEvent("comment_updated").actor());
    }

    @Test
    void aDeletedCommentDoesNotSayWhoDeletedIt() {
        assertEquals(Optional.empty(), commentEvent("comment_deleted").actor());
    }

    @Test
    void automationNamesTheActorAsAString() {
        assertEquals(of("x"), Fixtures.of("{'actor':'x'}").actor());
        assertEquals(Optional.empty(), Fixtures.of("{'actor':''}").actor());
        assertEquals(Optional.empty(), Fixtures.of("{'actor':{}}").actor());
    }

    @Test
    void aUserWithoutIdentifiersIsNobody() {
        assertEquals(
                Optional.empty(),
                Fixtures.of("{'user':{'displayName':'Ann','emailAddress':'ann@example.com','accountId':null}}")
                        .actor());
    }

    private static JiraEvent commentEvent(String name) {
        return Fixtures.of("{'webhookEvent':'" + name + "','comment':"
                + "{'id':'1','author':{'accountId':'a'},'updateAuthor':{'accountId':'b'}}}");
    }

    private static Optional<Actor> of(String id) {
        return Optional.of(new Actor(Set.of(id)));
    }
}
