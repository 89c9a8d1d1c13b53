//! Where shapes are on a slide (ECMA-376, part 1, 20.1.7): in English Metric Units from its left upper corner.

/// A rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Frame {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    /// The square around the circle around it.
    pub(super) fn circled(self) -> Self {
        let across = self.width.hypot(self.height);
        Self {
            left: self.left + (self.width - across) / 2.0,
            top: self.top + (self.height - across) / 2.0,
            width: across,
            height: across,
        }
    }

    /// Whether all of another lies in it.
    pub(super) fn covers(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.left + self.width >= other.left + other.width
            && self.top + self.height >= other.top + other.height
    }

    /// Whether no point of it is on a slide of this size.
    pub(super) fn is_beside(self, width: f64, height: f64) -> bool {
        self.left >= width || self.top >= height || self.left + self.width <= 0.0 || self.top + self.height <= 0.0
    }
}

/// A group of shapes: they are placed in a frame of its own, which is drawn into another.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub outer: Option<Frame>,
    pub inner: Option<Frame>,
    pub turned: bool,
}

impl Group {
    /// A frame in the group, as it is outside; none where that is not known.
    pub(super) fn outside(&self, frame: Frame) -> Option<Frame> {
        let (Some(outer), Some(inner)) = (self.outer, self.inner) else { return Some(frame) };
        if self.turned || inner.width <= 0.0 || inner.height <= 0.0 {
            return None;
        }
        let (across, down) = (outer.width / inner.width, outer.height / inner.height);
        Some(Frame {
            left: outer.left + (frame.left - inner.left) * across,
            top: outer.top + (frame.top - inner.top) * down,
            width: frame.width * across,
            height: frame.height * down,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_in_a_group_is_where_the_group_draws_it() {
        let frame = Frame { left: 2_000.0, top: 0.0, width: 100.0, height: 100.0 };
        let outer = Frame { left: 0.0, top: 0.0, width: 100.0, height: 100.0 };
        let inner = Frame { left: 1_950.0, top: 0.0, width: 1_000.0, height: 1_000.0 };
        let mut group = Group { outer: Some(outer), inner: Some(inner), turned: false };
        assert!(frame.is_beside(1_000.0, 1_000.0));
        assert_eq!(group.outside(frame), Some(Frame { left: 5.0, top: 0.0, width: 10.0, height: 10.0 }));
        group.turned = true;
        assert_eq!(group.outside(frame), None);
    }

    #[test]
    fn a_shape_that_is_turned_may_reach_the_slide() {
        let frame = Frame { left: 1_000.0, top: 0.0, width: 10.0, height: 1_000.0 };
        assert!(frame.is_beside(1_000.0, 1_000.0) && !frame.circled().is_beside(1_000.0, 1_000.0));
    }
}
