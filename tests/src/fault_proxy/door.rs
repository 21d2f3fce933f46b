//! A port that refuses connections, and takes them again.
//!
//! That no one listens is nothing that a proxy can do request by request: the kernel refuses, and
//! nobody is told. So this is a state of the proxy and not a fault of its plan. The port is held
//! by a second socket that never listens, so that nobody else gets it meanwhile.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

use super::{Shared, connection, lock};

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

pub(super) struct Door {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Keeps the port.
    _holder: TcpSocket,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

impl Door {
    /// A port of its own that refuses connections.
    pub(super) fn new(shared: Arc<Shared>) -> io::Result<Self> {
        let holder = bound(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        Ok(Self {
            address: holder.local_addr()?,
            shared,
            _holder: holder,
            accepting: Mutex::default(),
        })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes connections from here on.
    pub(super) fn open(&self) -> io::Result<()> {
        let mut accepting = lock(&self.accepting);
        if accepting.is_none() {
            let listener = bound(self.address)?.listen(BACKLOG)?;
            *accepting = Some(tokio::spawn(accept(listener, Arc::clone(&self.shared))));
        }
        Ok(())
    }

    /// Refuses connections from here on.
    pub(super) async fn close(&self) {
        let accepting = lock(&self.accepting).take();
        if let Some(accepting) = accepting {
            accepting.abort();
            // The listener is closed once the task has ended, by whatever end.
            let _ = accepting.await;
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Some(accepting) = lock(&self.accepting).take() {
            accepting.abort();
        }
    }
}

/// A socket with this port, which others of ours may have as well.
fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((client, _)) => {
                tokio::spawn(connection::serve(Arc::clone(&shared), client));
            }
            Err(error) => shared.fails(format!("a connection could not be accepted: {error}")),
        }
    }
}
