import QtQuick

/// Scrolls a view by exactly 72 px a wheel notch; Flickable's own way overshoots when notches come quickly. Touch pads move
/// it by their pixels.
WheelHandler {
    id: root

    required property Flickable view
    signal scrolled(up: bool)

    target: null
    acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad

    onWheel: event => {
        const distance = event.pixelDelta.y !== 0 ? event.pixelDelta.y : event.angleDelta.y / 120 * 72;
        const top = root.view.originY - root.view.topMargin;
        const bottom = Math.max(top, root.view.originY + root.view.contentHeight + root.view.bottomMargin - root.view.height);
        if (distance === 0)
            return;
        root.view.cancelFlick();
        root.view.contentY = Math.max(top, Math.min(bottom, root.view.contentY - distance));
        root.scrolled(distance > 0);
    }
}
