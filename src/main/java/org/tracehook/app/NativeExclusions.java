package org.tracehook.app;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.net.URI;
import javax.management.ObjectInstance;
import javax.xml.catalog.CatalogFeatures;
import javax.xml.catalog.CatalogManager;
import javax.xml.catalog.CatalogResolver;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.Monitoring;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * Keeps out of a native executable what libraries have for others: the build finds that it can be reached, and nothing of
 * Tracehook ever does. A process that starts reads its executable from the disk.
 */
final class NativeExclusions {

    private NativeExclusions() {}

    /** XML catalogs, with a second parser and schemas: a report of tests has no external entities. */
    @TargetClass(CatalogManager.class)
    static final class Catalogs {

        @Substitute
        static CatalogResolver catalogResolver(CatalogFeatures features, URI... files) {
            throw new UnsupportedOperationException("XML catalogs are not supported");
        }
    }

    /** Repositories on Amazon S3. */
    @TargetClass(className = "org.eclipse.jgit.transport.TransportAmazonS3$1")
    static final class AmazonS3 {

        @Substitute
        Transport open(URIish uri, Repository local, String remoteName) throws NotSupportedException {
            throw new NotSupportedException("Repositories on Amazon S3 are not supported");
        }
    }

    /** Where each of AWS' services deviates from the general form of an endpoint: those in use do nowhere. */
    @TargetClass(className = "software.amazon.awssdk.regions.GeneratedServiceMetadataProvider")
    static final class Endpoints {

        /** Null, with which the SDK takes the general form. */
        @Substitute
        ServiceMetadata serviceMetadata(String service) {
            return null;
        }
    }

    /** JGit's figures for JMX. */
    @TargetClass(Monitoring.class)
    static final class Figures {

        @Substitute
        static ObjectInstance registerMBean(Object figures, String name) {
            return null;
        }
    }
}
