package io.replaymq.wild.xa;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTAActionStatusServiceXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import com.atomikos.datasource.ResourceException;
import com.atomikos.datasource.xa.XATransactionalResource;
import com.atomikos.icatch.config.Configuration;
import com.atomikos.icatch.jta.UserTransactionManager;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAResource;

/** The transaction managers, standing alone, set up as their manuals say; only faster to recover. */
enum Managers {
    NARAYANA {
        private static final String NODE = "1";

        @Override
        TransactionManager start(Path store, Resources resources, boolean patient) throws Exception {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(NODE);
            for (String name : new String[] {null, "communicationStore", "stateStore"}) {
                BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name)
                        .setObjectStoreDir(store.toString());
            }
            JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
            jta.setXaRecoveryNodes(List.of(NODE));
            jta.setOrphanSafetyInterval(patient ? 60_000 : 1_000);
            jta.setXaAssumeRecoveryComplete(true); // of a branch that no scan shows any more
            jta.setXaResourceOrphanFilters(List.of(
                    new JTATransactionLogXAResourceOrphanFilter(),
                    new JTAActionStatusServiceXAResourceOrphanFilter(),
                    new JTANodeNameXAResourceOrphanFilter()));
            RecoveryEnvironmentBean recovery = recoveryPropertyManager.getRecoveryEnvironmentBean();
            recovery.setRecoveryBackoffPeriod(1);
            recovery.setPeriodicRecoveryPeriod(1);
            recovery.setRecoveryListener(false);
            XARecoveryModule branches = new XARecoveryModule();
            branches.addXAResourceRecoveryHelper(new Recovered(resources.recoveringDatabase()));
            branches.addXAResourceRecoveryHelper(new Recovered(resources.recoveringMessages()));
            recovery.setRecoveryModules(List.of(new AtomicActionRecoveryModule(), branches));
            RecoveryManager.manager(RecoveryManager.INDIRECT_MANAGEMENT).initialize();
            return com.arjuna.ats.jta.TransactionManager.transactionManager();
        }
    },

    ATOMIKOS {
        @Override
        TransactionManager start(Path store, Resources resources, boolean patient) throws Exception {
            System.setProperty("com.atomikos.icatch.log_base_dir", store.toString());
            System.setProperty("com.atomikos.icatch.tm_unique_name", "transfer");
            System.setProperty("com.atomikos.icatch.recovery_delay", "1000");
            System.setProperty("com.atomikos.icatch.oltp_retry_interval", "500");
            String longest = patient ? "60000" : "10000"; // after which what is not decided is rolled back
            System.setProperty("com.atomikos.icatch.max_timeout", longest);
            System.setProperty("com.atomikos.icatch.default_jta_timeout", longest);
            Configuration.addResource(new Registered(Resources.DATABASE) {
                @Override
                XAResource open() throws Exception {
                    return resources.recoveringDatabase();
                }
            });
            Configuration.addResource(new Registered(Resources.MESSAGES) {
                @Override
                XAResource open() throws Exception {
                    return resources.recoveringMessages();
                }
            });
            UserTransactionManager manager = new UserTransactionManager();
            manager.init();
            return manager;
        }
    };

    /**
     * Starts it over what an earlier process left. It recovers in the background, of its own accord.
     *
     * @param patient whether it leaves what is prepared and not decided alone for longer than any transaction here takes; else it rolls that
     *     back soon, as it must when the process that prepared it was killed
     */
    abstract TransactionManager start(Path store, Resources resources, boolean patient) throws Exception;

    /** What Narayana asks for resources to recover. */
    private record Recovered(XAResource resource) implements XAResourceRecoveryHelper {
        @Override
        public boolean initialise(String parameter) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() {
            return new XAResource[] {resource};
        }
    }

    /** What Atomikos asks for resources to recover. */
    private abstract static class Registered extends XATransactionalResource {
        Registered(String name) {
            super(name);
        }

        abstract XAResource open() throws Exception;

        /** By name: a connection of H2 is its own resource manager, and a resource of ours is that of its connection. */
        @Override
        public boolean usesXAResource(XAResource resource) {
            return resource instanceof SteppedXaResource stepped
                    && stepped.name().equals(getName());
        }

        @Override
        protected XAResource refreshXAConnection() {
            try {
                return open();
            } catch (Exception e) {
                throw new ResourceException("no connection for " + getName(), e);
            }
        }
    }
}
