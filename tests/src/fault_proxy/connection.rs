//! One client's connection: its requests, one after the other, and what is done to each.

use std::io;
use std::sync::Arc;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::Shared;
use super::fault::{Delivery, Fault, Part};
use super::message::{Answer, Request, garbage, of_a_gateway, read_answer, read_request};

/// How many bytes of garbage make an answer.
const GARBAGE: usize = 48;
/// How much an answer announces beyond what it has.
const TOO_LONG: usize = 16;

/// What becomes of the connection after a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// It goes on with the next request.
    Goes,
    /// It is closed.
    Closes,
    /// It is reset.
    Resets,
}

/// What is left to be done once the client has what it gets.
#[derive(Clone, Copy)]
struct After {
    then: Then,
    /// Whether the server gets the request only then.
    is_late: bool,
}

impl From<Then> for After {
    fn from(then: Then) -> Self {
        Self {
            then,
            is_late: false,
        }
    }
}

/// Serves a connection to its end.
pub(super) async fn serve(shared: Arc<Shared>, mut client: TcpStream) {
    // Answers are written whole; waiting for more to send with them only takes time.
    if let Err(error) = client.set_nodelay(true) {
        shared.fails(format!("a connection could not be set up: {error}"));
    }
    if shared.meets_at_accept() {
        return reset(&shared, client);
    }
    let mut server = Server {
        shared: &shared,
        connection: None,
    };
    let mut rest = Vec::new();
    loop {
        let request = match read_request(&mut client, &mut rest).await {
            Ok(Some(request)) => request,
            Ok(None) => return,
            // A client may go away in the middle of a request; it may not send anything but HTTP.
            Err(error) if error.kind() == io::ErrorKind::Other => {
                return shared.fails(format!("a request could not be read: {error}"));
            }
            Err(_) => return,
        };
        let under_way = shared.traffic.enter();
        let (exchange, fault) = shared.meets(&request);
        let done = Passage {
            shared: &shared,
            client: &mut client,
            server: &mut server,
            request: &request,
            exchange,
        };
        let met = done.meet(fault).await;
        let told = |error| {
            let (method, target) = (request.method(), request.target());
            shared.fails(format!("{method} {target} could not be passed on: {error}"));
        };
        let After { then, is_late } = match met {
            Ok(after) => after,
            Err(error) => {
                told(error);
                After::from(Then::Closes)
            }
        };
        let goes_on = match then {
            Then::Goes => Some(client),
            Then::Closes => {
                // The client may have gone first.
                let _ = client.shutdown().await;
                drop(client);
                None
            }
            Then::Resets => {
                reset(&shared, client);
                None
            }
        };
        if is_late && let Err(error) = server.ask(&request, exchange).await {
            told(error);
        }
        drop(under_way);
        match goes_on {
            Some(connection) => client = connection,
            None => return,
        }
    }
}

/// Ends a connection by RST.
fn reset(shared: &Shared, client: TcpStream) {
    if let Err(error) = client.set_zero_linger() {
        shared.fails(format!("a connection could not be reset: {error}"));
    }
    drop(client);
}

/// The connection to the server, made when first needed.
struct Server<'s> {
    shared: &'s Shared,
    connection: Option<TcpStream>,
}

impl Server<'_> {
    async fn connect(&self) -> io::Result<TcpStream> {
        let connection = TcpStream::connect(self.shared.upstream).await?;
        connection.set_nodelay(true)?;
        Ok(connection)
    }

    /// Hands the request over and takes the answer.
    async fn ask(&mut self, request: &Request, exchange: usize) -> io::Result<Answer> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let (answer, connection) = self.over(connection, request, exchange).await?;
        self.connection = Some(connection);
        Ok(answer)
    }

    /// Hands the request over twice at once and takes the second answer.
    async fn ask_twice(&mut self, request: &Request, exchange: usize) -> io::Result<Answer> {
        let (one, other) = tokio::try_join!(self.connect(), self.connect())?;
        let (_, (answer, _)) = tokio::try_join!(
            self.over(one, request, exchange),
            self.over(other, request, exchange)
        )?;
        Ok(answer)
    }

    async fn over(
        &self,
        mut connection: TcpStream,
        request: &Request,
        exchange: usize,
    ) -> io::Result<(Answer, TcpStream)> {
        connection.write_all(request.bytes()).await?;
        self.shared.delivers(exchange);
        Ok((read_answer(&mut connection).await?, connection))
    }
}

/// One request on its way.
struct Passage<'p, 's> {
    shared: &'s Shared,
    client: &'p mut TcpStream,
    server: &'p mut Server<'s>,
    request: &'p Request,
    exchange: usize,
}

impl Passage<'_, '_> {
    /// Does to the request what it meets. An error is the server's, or between here and it.
    async fn meet(mut self, fault: Option<Fault>) -> io::Result<After> {
        let Some(fault) = fault else {
            return self.pass().await;
        };
        match fault {
            // Connections meet this one before there is a request.
            Fault::ResetAtAccept => self.pass().await,
            Fault::Reset(delivery) => self.instead(delivery, &[], Then::Resets).await,
            Fault::Stall(delivery) => self.stall(delivery).await,
            Fault::Garbage(delivery) => {
                let bytes: Vec<u8> = garbage().take(GARBAGE).collect();
                self.instead(delivery, &bytes, Then::Closes).await
            }
            Fault::Status {
                status,
                retry_after,
                delivery,
            } => {
                let bytes = of_a_gateway(status, retry_after);
                self.instead(delivery, &bytes, Then::Goes).await
            }
            Fault::ResetMidBody => {
                let answer = self.ask().await?;
                let cut = answer.up_to_the_middle_of_its_body();
                self.say(cut, Then::Resets).await
            }
            Fault::Delay(hold) => {
                let answer = self.ask().await?;
                self.shared.traffic.hold(hold).await;
                self.say(answer.bytes(), Then::Goes).await
            }
            Fault::Truncate(part) => {
                let answer = self.ask().await?;
                let cut = match part {
                    Part::Head => answer.up_to_the_middle_of_its_head(),
                    Part::Body => answer.up_to_the_middle_of_its_body(),
                };
                self.say(cut, Then::Closes).await
            }
            Fault::GarbageBody => {
                let answer = self.ask().await?;
                self.say(&answer.with_garbage_for_body(), Then::Goes).await
            }
            Fault::LengthTooLong => {
                let answer = self.ask().await?;
                let said = answer.announcing(|length| length.saturating_add(TOO_LONG));
                self.say(&said, Then::Closes).await
            }
            Fault::LengthTooShort => {
                let answer = self.ask().await?;
                let said = answer.announcing(|length| length / 2);
                self.say(&said, Then::Closes).await
            }
            Fault::Duplicate => {
                let answer = self.server.ask_twice(self.request, self.exchange).await?;
                self.say(answer.bytes(), Then::Goes).await
            }
        }
    }

    async fn pass(&mut self) -> io::Result<After> {
        let answer = self.ask().await?;
        self.say(answer.bytes(), Then::Goes).await
    }

    async fn ask(&mut self) -> io::Result<Answer> {
        self.server.ask(self.request, self.exchange).await
    }

    /// Tells the client. One that has gone away meanwhile has lost it, which is its right.
    async fn say(&mut self, bytes: &[u8], then: Then) -> io::Result<After> {
        match self.client.write_all(bytes).await {
            Ok(()) => Ok(then.into()),
            Err(_) => Ok(Then::Closes.into()),
        }
    }

    /// Says something else than the server does.
    async fn instead(&mut self, delivery: Delivery, bytes: &[u8], then: Then) -> io::Result<After> {
        if delivery == Delivery::Before {
            self.ask().await?;
        }
        let said = self.say(bytes, then).await?;
        Ok(After {
            is_late: delivery == Delivery::Late,
            ..said
        })
    }

    /// Says nothing until the client has gone.
    async fn stall(&mut self, delivery: Delivery) -> io::Result<After> {
        if delivery == Delivery::Before {
            self.ask().await?;
        }
        {
            let _stalled = self.shared.traffic.stall();
            self.shared.stalls(self.request);
            // Bytes would be more than it may send now; anything else is its end.
            if let Ok(1..) = self.client.peek(&mut [0]).await {
                return Err(io::Error::other(
                    "the client sent on before it had an answer",
                ));
            }
        }
        Ok(After {
            then: Then::Closes,
            is_late: delivery == Delivery::Late,
        })
    }
}
