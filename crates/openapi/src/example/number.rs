//! Numbers for examples, reckoned in whole units so that no bound is missed by a rounding.

/// A number as so many units of ten to the minus `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Decimal {
    units: i128,
    scale: u32,
}

/// More digits are of no use in an example.
const MOST_DIGITS: u32 = 18;

/// What a number has to keep to.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    low: Vec<(Decimal, Strict)>,
    high: Vec<(Decimal, Strict)>,
    steps: Vec<Decimal>,
    pub(super) whole: bool,
    /// A bound nobody can reckon with here.
    beyond: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strict {
    Yes,
    No,
}

impl Bounds {
    pub(super) fn at_least(&mut self, digits: &str, strict: Strict) {
        match Decimal::read(digits) {
            Some(bound) => self.low.push((bound, strict)),
            None => self.beyond = true,
        }
    }

    pub(super) fn at_most(&mut self, digits: &str, strict: Strict) {
        match Decimal::read(digits) {
            Some(bound) => self.high.push((bound, strict)),
            None => self.beyond = true,
        }
    }

    pub(super) fn step(&mut self, digits: &str) {
        match Decimal::read(digits).filter(|step| step.units > 0) {
            Some(step) => self.steps.push(step),
            None => self.beyond = true,
        }
    }

    /// A number within the bounds, another one for each variant. `None` when there is none.
    pub(super) fn number(&self, variant: usize) -> Option<String> {
        let all = self.low.iter().chain(&self.high).map(|(bound, _)| bound);
        let scales = all.chain(&self.steps).map(|decimal| decimal.scale);
        let room = u32::from(!self.whole && self.steps.is_empty());
        let scale = scales.max().unwrap_or(0) + room;
        let one = 10_i128.checked_pow(scale)?;
        let mut step = if self.whole { one } else { 1 };
        for other in &self.steps {
            let units = other.at(scale)?;
            step = step.checked_mul(units / divisor(step, units))?;
        }
        let mut low = None;
        for (bound, strict) in &self.low {
            let least = bound.at(scale)? + i128::from(*strict == Strict::Yes);
            let least = rounded_up(least, step)?;
            low = Some(low.map_or(least, |low: i128| low.max(least)));
        }
        let mut high = None;
        for (bound, strict) in &self.high {
            let most = bound.at(scale)? - i128::from(*strict == Strict::Yes);
            let most = most.div_euclid(step).checked_mul(step)?;
            high = Some(high.map_or(most, |high: i128| high.min(most)));
        }
        // Whole numbers look best, so the next variant is one further where it may be.
        let further = if step < one && one % step == 0 && room == 1 {
            one
        } else {
            step
        };
        let usual = rounded_up(one, step)?;
        let within = |number: i128| {
            low.is_none_or(|low| low <= number) && high.is_none_or(|high| number <= high)
        };
        let variant = i128::try_from(variant).ok()?;
        let start = match (low, high) {
            (Some(low), _) if usual < low => low,
            (_, Some(high)) if usual > high => high,
            _ => usual,
        };
        let ways = [
            start.checked_add(further.checked_mul(variant)?)?,
            low.unwrap_or(start)
                .checked_add(step.checked_mul(variant)?)?,
            high.unwrap_or(start)
                .checked_sub(step.checked_mul(variant)?)?,
        ];
        let chosen = ways.into_iter().find(|number| within(*number))?;
        (!self.beyond).then(|| written(chosen, scale))
    }

    /// Whether a number the document gives keeps to the bounds, as far as can be reckoned here.
    pub(super) fn hold(&self, digits: &str) -> bool {
        let Some(number) = Decimal::read(digits) else {
            return true;
        };
        let mut exact = Self {
            low: self.low.clone(),
            high: self.high.clone(),
            steps: self.steps.clone(),
            ..Self::default()
        };
        exact.low.push((number, Strict::No));
        exact.high.push((number, Strict::No));
        exact.number(0).is_some()
    }
}

impl Decimal {
    fn read(digits: &str) -> Option<Self> {
        let (mantissa, power) = match digits.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(power)?;
        if units == 0 {
            return Some(Self { units, scale: 0 });
        }
        match u32::try_from(scale) {
            Ok(scale) => (scale <= MOST_DIGITS).then_some(Self { units, scale }),
            Err(_) => Some(Self {
                units: units.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?,
                scale: 0,
            }),
        }
    }

    fn at(self, scale: u32) -> Option<i128> {
        let factor = 10_i128.checked_pow(scale.checked_sub(self.scale)?)?;
        self.units.checked_mul(factor)
    }
}

fn rounded_up(number: i128, step: i128) -> Option<i128> {
    let over = number.rem_euclid(step);
    if over == 0 {
        Some(number)
    } else {
        number.checked_add(step - over)
    }
}

fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn written(units: i128, scale: u32) -> String {
    let digits = format!(
        "{:0>width$}",
        units.unsigned_abs(),
        width = scale as usize + 1
    );
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    let fraction = fraction.trim_end_matches('0');
    let sign = if units < 0 { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Strict};

    #[test]
    fn bounds_and_steps_are_kept_to_the_digit() {
        let mut none = Bounds::default();
        assert_eq!(none.number(0).unwrap(), "1");
        none.whole = true;
        assert_eq!(none.number(3).unwrap(), "4");
        let mut between = Bounds::default();
        between.at_least("0", Strict::Yes);
        between.at_most("1", Strict::Yes);
        let found: f64 = between.number(0).unwrap().parse().unwrap();
        assert!(found > 0.0 && found < 1.0);
        between.whole = true;
        assert_eq!(between.number(0), None);
        let mut cents = Bounds::default();
        cents.at_least("10.005", Strict::No);
        cents.step("0.01");
        assert_eq!(cents.number(0).unwrap(), "10.01");
        assert_eq!(cents.number(1).unwrap(), "10.02");
        assert!(cents.hold("11.5") && !cents.hold("11.505") && !cents.hold("9"));
        let mut steps = Bounds {
            whole: true,
            ..Bounds::default()
        };
        steps.step("4");
        steps.step("6");
        steps.at_most("-1e1", Strict::No);
        assert_eq!(steps.number(0).unwrap(), "-12");
    }
}
