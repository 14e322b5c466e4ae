package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorTest {

    @Test
    void anActorHasEveryIdentifierOfTheBody() {
        Actor actor = Fixtures.event("dc-issue-updated").actor().orElseThrow();

        assertTrue(actor.hasIdentifier("carol"));
        assertTrue(actor.hasIdentifier("JIRAUSER10100"));
        assertFalse(actor.hasIdentifier("CAROL"));
    }

    /** After two people were renamed, the key of one may be the name of the other. */
    @Test
    void anActorIsTheAccountIdElseTheUserNameAndNeverTheKey() {
        Actor dataCenter = Fixtures.event("dc-issue-updated").actor().orElseThrow();
        assertTrue(dataCenter.is("carol"));
        assertFalse(dataCenter.is("JIRAUSER10100"));

        Actor cloud = new Actor("712020:a", "ann", "ann");
        assertTrue(cloud.is("712020:a"));
        assertFalse(cloud.is("ann"));

        assertFalse(new Actor(null, null, "ann").is("ann"));
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
        return Optional.of(new Actor(id, null, null));
    }
}
